/**
 * The owner when the capture began, if it made no claim: it only answered, or neighbours only sent to it. Pure.
 *
 * @module
 */

import {isVirtualRouterMac} from '@vip/arp';
import {sum} from '../../collections/sum.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {GRACE_NS, LONG_NS, MANY, UNDER_WAY_NS} from '../significance.js';

/**
 * Adds the first owner of a capture that begins while another node has the address: a node that only answers, or to which neighbours only send,
 * until the address is claimed.
 */
export function unspokenBeginning<T extends Tenure>(
  facts: AddressFacts,
  tenures: readonly T[],
): readonly (T | Tenure)[] {
  const [claimed] = tenures;
  if (claimed === undefined) return tenures;
  const first = sinceItAnswered(facts, fromItsOwn(facts, claimed));
  if (isVirtualRouterMac(first.mac)) return [first, ...tenures.slice(1)];
  const earlier =
    answererBefore(facts, first) ?? believedBefore(facts, first) ?? believedNevertheless(facts, first);
  if (earlier === undefined) return [first, ...tenures.slice(1)];
  if (isVirtualRouterMac(earlier.mac) && onlyAsks(facts, first)) return [earlier, ...tenures.slice(1)];
  return [earlier, {...first, how: 'moved', from: earlier.mac}, ...tenures.slice(1)];
}

/**
 * A node with a virtual MAC may ask in the name of the address from its own (keepalived's `use_vmac`): the
 * owner is who claims it at the virtual one.
 */
function fromItsOwn({claimants, claimRuns}: AddressFacts, claimed: Tenure): Tenure {
  if (isVirtualRouterMac(claimed.mac) || !onlyAsks({claimants}, claimed)) return claimed;
  const virtual = claimRuns.find(({mac}) => isVirtualRouterMac(mac));
  const isAnnounced = claimants.some(
    ({mac, kinds}) => mac === virtual?.mac && kinds.includes('announcement'),
  );
  if (virtual === undefined) return claimed;
  return {...virtual.first, mac: virtual.mac, how: 'first', by: isAnnounced ? 'announcement' : 'answer'};
}

function onlyAsks({claimants}: Pick<AddressFacts, 'claimants'>, {mac: own}: Tenure): boolean {
  return claimants.some(({mac, kinds}) => mac === own && kinds.every(kind => kind === 'question'));
}

/** The first tenure from its first answer, if it answered before it claimed anything. */
function sinceItAnswered({answers}: AddressFacts, first: Tenure): Tenure {
  const [run] = answers;
  const answer = run?.mac === first.mac ? run.firstAnswer : undefined;
  return answer !== undefined && isBefore(answer, first) ? {...first, ...answer, by: 'answer'} : first;
}

function answererBefore({answers, claimRuns, senders}: AddressFacts, first: Tenure): Tenure | undefined {
  // If the questions are not mirrored, no answer can be matched.
  const isOneWay = senders.length === 0;
  const earlier = answers.filter(run => isBefore(run.first, first) && (run.answers > 0 || isOneWay));
  const last = earlier.at(-1);
  if (last === undefined || last.mac === first.mac || earlier.some(({mac}) => mac === first.mac))
    return undefined;
  // Real servers answer for the director that has the address (LVS); they never claim it, and keep answering.
  const answersOn = answers.some(run => {
    const spoke = isOneWay ? run.last : run.lastAnswer;
    return run.mac === last.mac && spoke !== undefined && spoke.at > first.at + UNDER_WAY_NS;
  });
  if (answersOn && !claimRuns.some(({mac}) => mac === last.mac)) return undefined;
  return {...last.first, mac: last.mac, how: 'first', by: isOneWay ? 'speech' : 'answer'};
}

/** The MAC to which neighbours send. A neighbour that also sends to the first claimant shows that the claimant had the address. */
function believedBefore({senders}: AddressFacts, first: Tenure): Tenure | undefined {
  for (const {runs} of senders) {
    const before = runs.filter(run => isBefore(run.first, first) && run.to !== undefined);
    const last = before.at(-1);
    if (last?.to === undefined || before.some(({to}) => to === first.mac)) continue;
    return {...last.first, mac: last.to, how: 'first', by: 'traffic'};
  }
  return undefined;
}

/** The MAC to which a neighbour sends in vain from the very first frame on, in which another MAC was announced: it holds an entry from before. */
function believedNevertheless({senders, claimRuns}: AddressFacts, first: Tenure): Tenure | undefined {
  if (first.by !== 'announcement') return undefined;
  for (const {runs} of senders) {
    const [begun] = runs;
    if (begun?.to === undefined || begun.to === first.mac) continue;
    // An entry that it was told in the capture is not from before.
    if (claimRuns.some(run => run.mac === begun.to && isBefore(run.first, begun.first))) continue;
    const other = runs.findIndex(({to}) => to !== begun.to);
    const own = other < 0 ? runs : runs.slice(0, other);
    const last = own.at(-1)?.last ?? begun.last;
    const count = sum(own, run => run.count);
    const isBrief = count < MANY && last.at - begun.first.at < LONG_NS;
    if (isBrief || own.some(({answered}) => answered > 0) || last.at <= first.at + GRACE_NS) continue;
    return {...begun.first, mac: begun.to, how: 'first', by: 'traffic'};
  }
  return undefined;
}
