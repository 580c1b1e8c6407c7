/**
 * Addresses that one node had together: most of them moved, and some stayed with a machine that is gone.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {counted, listed} from '../../count-text.js';
import type {Mark} from '../../mark.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import type {Handover, Subject} from '../handovers.js';
import {isBefore} from '../scope.js';
import {type Finding, finding, fixOf} from '../verdict.js';
import {GRACE_NS} from './case.js';

/** Addresses that move within this time move together. Nanoseconds. */
export const TOGETHER_NS = 1_500_000_000n;

/** So many that moved together tell that the others should have. */
const MANY_MOVED = 3;

interface Move {
  readonly at: bigint;
  readonly frame: number;
  readonly from: MacAddress;
  readonly to: MacAddress;
  readonly network: string;
  readonly addresses: readonly AddressFacts[];
}

export function leftBehind(capture: CaptureFacts, subjects: readonly Subject[]): Map<AddressFacts, Finding> {
  const found = new Map<AddressFacts, Finding>();
  for (const move of movesOf(subjects)) {
    for (const subject of subjects) {
      const {address} = subject;
      if (found.has(address) || address.network !== move.network || move.addresses.includes(address))
        continue;
      if (!stayed(subject, move)) continue;
      const left = judge(capture, subject, move, subjects);
      if (left !== undefined) found.set(address, left);
    }
  }
  return found;
}

/** It was the same machine's before, and is nobody else's since. */
function stayed({changes: {first, handovers}}: Subject, {from, at}: Move): boolean {
  const owner = handovers.findLast(one => one.at <= at)?.to ?? first?.mac;
  return owner === from && !handovers.some(one => one.at > at) && (first === undefined || first.at < at);
}

function judge(
  capture: CaptureFacts,
  {address}: Subject,
  move: Move,
  subjects: readonly Subject[],
): Finding | undefined {
  const dark = address.dark.find(
    ({firstAnswer, lastUnanswered}) => firstAnswer === undefined && lastUnanswered.at > move.at + GRACE_NS,
  );
  const isAlive = subjects.some(
    ({address: one}) => one.network === move.network && isHeard(one, move.from, move),
  );
  if (dark === undefined && (isAlive || move.addresses.length < MANY_MOVED)) return undefined;
  if (dark === undefined && capture.last !== undefined && capture.last.at - move.at < TOGETHER_NS)
    return undefined;
  const others = listed(move.addresses.map(({ip}) => ip));
  const lost =
    dark === undefined
      ? `${move.from} was not heard of any more`
      : `${counted(dark.questions, 'question')} to it went unanswered, to the end`;
  const words = `${others} went from ${move.from} to ${move.to} (frame ${move.frame}), and this one did not; ${lost}`;
  const frames = [move.frame, dark?.firstUnanswered.frame, dark?.lastUnanswered.frame];
  return finding('LEFT_BEHIND', `${words}.`, frames, fixOf('LEFT_BEHIND'));
}

/** Whether the machine said or answered anything after it. */
function isHeard({claimRuns, answers}: AddressFacts, mac: MacAddress, {at}: Mark): boolean {
  return [...claimRuns, ...answers].some(run => run.mac === mac && run.last.at > at + TOGETHER_NS);
}

/** Handovers from one machine to one other at the same time, each with the addresses that took part. */
function movesOf(subjects: readonly Subject[]): Move[] {
  const all = subjects.flatMap(({address, changes: {handovers}}) =>
    handovers.flatMap(handover => (isMove(handover) ? [{address, handover}] : [])),
  );
  all.sort((a, b) => (isBefore(a.handover, b.handover) ? -1 : 1));
  const open = new Map<string, {first: Handover & {from: MacAddress}; addresses: AddressFacts[]}>();
  const moves: {first: Handover & {from: MacAddress}; network: string; addresses: AddressFacts[]}[] = [];
  for (const {address, handover} of all) {
    const key = `${address.network} ${handover.from} ${handover.to}`;
    const known = open.get(key);
    if (known !== undefined && handover.at - known.first.at <= TOGETHER_NS) known.addresses.push(address);
    else {
      const made = {
        first: handover as Handover & {from: MacAddress},
        network: address.network,
        addresses: [address],
      };
      open.set(key, made);
      moves.push(made);
    }
  }
  return moves.map(({first: {at, frame, from, to}, network, addresses}) => ({
    at,
    frame,
    from,
    to,
    network,
    addresses,
  }));
}

function isMove({from, to, keepsMac}: Handover): boolean {
  return from !== undefined && from !== to && !keepsMac;
}
