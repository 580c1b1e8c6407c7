/**
 * An outage of one who only pings, in a capture that is not his own: his pings go on whether or not he is answered. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {overlaps} from '../scope.js';
import {type Draft, remedyOf} from '../verdict.js';

/** What the pings of one do not show, where the answers to him may take another way than those to others; empty otherwise. */
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

/** At the client itself, nobody else is answered. */
function isPingedByOne({senders}: AddressFacts, dark: DarkStretch): boolean {
  const unserved = senders.filter(sender => sender.dark.some(own => overlaps(own, dark)));
  const [first] = unserved;
  if (first === undefined || !unserved.every(one => one.mac === first.mac && onlyPings(one))) return false;
  return senders.some(({mac, runs}) => mac !== first.mac && runs.some(({answered}) => answered > 0));
}

function onlyPings({asked}: Sender): boolean {
  return asked.every(({protocol}) => protocol === 'echo' || protocol === 'neighbour');
}
