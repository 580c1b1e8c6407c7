/**
 * One MAC that claims both ends of a conversation while one of their owners, or both, live.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Sender} from '../../conversations/facts.js';
import type {Mark} from '../../mark.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {type Draft, finding} from '../verdict.js';

/** Who stands between them, and what shows it. */
export interface MiddleMan {
  readonly mac: MacAddress;
  readonly draft: Draft;
}

export function manInTheMiddle(
  {claimedBy, proxies}: CaptureFacts,
  address: AddressFacts,
): MiddleMan | undefined {
  const {claimRuns, answers, senders, network} = address;
  const spoken = [...claimRuns, ...answers];
  for (const {mac, first} of claimRuns) {
    // A machine that answers for many on purpose is not in the middle of anything.
    if (proxies.some(proxy => proxy.mac === mac)) continue;
    const before = spoken.find(run => run.mac !== mac && isBefore(run.first, first))?.mac;
    // A capture may begin with its claims: then the owner speaks between them.
    const owner = before ?? beside(address, mac);
    if (owner === undefined) {
      const found = withoutOwner(claimedBy, address, mac, first);
      if (found !== undefined) return {mac, draft: found};
      continue;
    }
    const isAlive = spoken.some(run => run.mac === owner && isBefore(first, run.last));
    const other = senders.find(
      sender =>
        claimedBy.has(network, mac, sender.ip) &&
        (sender.mac !== mac || (before !== undefined && claimedBy.hasBesides(network, mac, sender.ip))) &&
        (isAlive || isAliveSince(sender, mac, first)),
    );
    if (other === undefined) continue;
    const words = `${mac} claims it (frame ${first.frame}), although ${owner} has it, and also claims ${other.ip}, which communicates with it: both ends of a conversation`;
    return {mac, draft: finding('MAN_IN_THE_MIDDLE', `${words}.`, [first.frame])};
  }
  return undefined;
}

/**
 * Where nothing of the owner is seen, because what goes to the one in the middle goes no further: it asks in the name of the other end as
 * well, which goes on speaking from its own MAC. A gateway that answers for others asks in no other name than its own.
 */
function withoutOwner(
  claimedBy: CaptureFacts['claimedBy'],
  {claimRuns, answers, senders, network}: AddressFacts,
  mac: MacAddress,
  first: Mark,
): Draft | undefined {
  if (answers.some(run => run.mac === mac && run.answers > 0)) return undefined;
  const last = claimRuns.findLast(run => run.mac === mac)?.last ?? first;
  const other = senders.find(
    sender =>
      claimedBy.asksAs(network, mac, sender.ip) &&
      isAliveSince(sender, mac, first) &&
      sender.runs.some(run => isBefore(run.first, last)),
  );
  if (other === undefined) return undefined;
  const words = `${mac} claims it (frame ${first.frame}), and asks in the name of ${other.ip} as well, which speaks to it from ${other.mac}: both ends of a conversation. What goes there is not answered, and nothing of the owner is seen`;
  return {...finding('MAN_IN_THE_MIDDLE', `${words}.`, [first.frame]), consequence: HELD};
}

const HELD = 'what is said to the address reaches that machine, and goes no further';

/** Another machine that answers while this one goes on claiming it. */
function beside({claimRuns, answers}: AddressFacts, mac: MacAddress): MacAddress | undefined {
  const [first] = claimRuns.filter(run => run.mac === mac);
  const last = claimRuns.findLast(run => run.mac === mac);
  if (first === undefined || last === undefined) return undefined;
  return answers.find(
    run =>
      run.mac !== mac && run.answers > 0 && isBefore(run.first, last.last) && isBefore(first.first, run.last),
  )?.mac;
}

/** Another MAC, which claimed it before this and after. */
function isAliveSince({mac, runs}: Sender, middle: MacAddress, since: Mark): boolean {
  return mac !== undefined && mac !== middle && runs.some(({last}) => isBefore(since, last));
}
