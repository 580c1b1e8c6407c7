/**
 * An outage of a client that only pings, in a capture made elsewhere: it keeps pinging whether or not it gets answers. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {overlaps} from '../scope.js';
import {type Draft, remedyOf} from '../verdict.js';
import {reported} from './behind-router.js';

/** What such pings leave open if their answers may take a different path from those to other clients; empty otherwise. */
export function pingsAlone(address: AddressFacts, dark: DarkStretch): string {
  return isPingedByOne(address, dark)
    ? '; pings alone do not show whether their answers bypassed this capture'
    : '';
}

/** The draft, with a remedy for that. */
export function withAllWays(address: AddressFacts, dark: DarkStretch, draft: Draft): Draft {
  const more = 'If answers can leave by several ports or paths, capture at all of them first.';
  return isPingedByOne(address, dark) ? {...draft, remedy: `${remedyOf('OUTAGE')} ${more}`} : draft;
}

/** Whether only pings of one station were lost, while the same MAC answered others: a capture made at the client itself shows none of those. */
function isPingedByOne(address: AddressFacts, dark: DarkStretch): boolean {
  const {senders} = address;
  const unserved = senders.filter(sender => sender.dark.some(own => overlaps(own, dark)));
  // A router that cannot deliver them reports it.
  if (reported(address, dark, unserved) !== '') return false;
  const [first] = unserved;
  if (first === undefined || !unserved.every(one => one.mac === first.mac && onlyPings(one))) return false;
  const asked = new Set(unserved.flatMap(({runs}) => runs.map(({to}) => to)));
  return senders.some(
    ({mac, runs}) => mac !== first.mac && runs.some(({answered, to}) => answered > 0 && asked.has(to)),
  );
}

function onlyPings({asked}: Sender): boolean {
  return asked.every(({protocol}) => protocol === 'echo' || protocol === 'neighbour');
}
