/**
 * An outage of a client that only pings or sends datagrams, in a capture made elsewhere: it goes on whether or not it gets answers. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {overlaps} from '../scope.js';
import {type Draft, remedyOf} from '../verdict.js';
import {reported} from './behind-router.js';

/** What such questions leave open if their answers may take a different path from those to other clients; empty otherwise. */
export function pingsAlone(address: AddressFacts, dark: DarkStretch): string {
  const what = askedByOne(address, dark);
  return what === undefined ? '' : `; ${what} alone do not show whether their answers bypassed this capture`;
}

/** The draft, with a remedy for that. */
export function withAllWays(address: AddressFacts, dark: DarkStretch, draft: Draft): Draft {
  const more = 'If answers can leave by several ports or paths, capture at all of them first.';
  return askedByOne(address, dark) !== undefined
    ? {...draft, remedy: `${remedyOf('OUTAGE')} ${more}`}
    : draft;
}

/**
 * What one station asked, if only such questions of its own were lost while the same MAC answered others: a capture made at the client itself shows
 * none of those.
 */
function askedByOne(address: AddressFacts, dark: DarkStretch): string | undefined {
  const {senders} = address;
  const unserved = senders.filter(sender => sender.dark.some(own => overlaps(own, dark)));
  // A router that cannot deliver them reports it.
  if (reported(address, dark, unserved) !== '') return undefined;
  const [first] = unserved;
  if (first === undefined || unserved.some(({mac}) => mac !== first.mac)) return undefined;
  const what = questionsOf(unserved);
  if (what === undefined) return undefined;
  const asked = new Set(unserved.flatMap(({runs}) => runs.map(({to}) => to)));
  const isOtherServed = senders.some(
    ({mac, runs}) => mac !== first.mac && runs.some(({answered, to}) => answered > 0 && asked.has(to)),
  );
  return isOtherServed ? what : undefined;
}

/** Undefined if there are others, such as segments of TCP, which show whether they were answered. */
function questionsOf(senders: readonly Sender[]): string | undefined {
  const protocols = new Set(senders.flatMap(({asked}) => asked.map(({protocol}) => protocol)));
  if (protocols.has('tcp')) return undefined;
  if (!protocols.has('udp') && !protocols.has('tunnel')) return 'pings';
  return protocols.has('echo') ? 'pings and datagrams' : 'datagrams';
}
