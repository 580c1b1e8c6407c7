/**
 * An outage of a client that only pings, in a capture made elsewhere: its pings go on whether or not they are answered. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {overlaps} from '../scope.js';
import {type Draft, remedyOf} from '../verdict.js';
import {reported} from './behind-router.js';

/** What such pings do not show if their answers may take a different path from those to others; empty otherwise. */
export function pingsAlone(address: AddressFacts, dark: DarkStretch): string {
  return isPingedByOne(address, dark)
    ? '; pings alone do not show whether their answers took another way than past this capture'
    : '';
}

/** The draft, with what to do about that. */
export function withAllWays(address: AddressFacts, dark: DarkStretch, draft: Draft): Draft {
  const more = 'If answers can leave by several ports or paths, capture at all of them first.';
  return isPingedByOne(address, dark) ? {...draft, remedy: `${remedyOf('OUTAGE')} ${more}`} : draft;
}

/** At the client itself, answers to others are not seen; and another forwarder of a group is another machine. */
function isPingedByOne(address: AddressFacts, dark: DarkStretch): boolean {
  const {senders} = address;
  const unserved = senders.filter(sender => sender.dark.some(own => overlaps(own, dark)));
  // Whoever cannot deliver them says so.
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
