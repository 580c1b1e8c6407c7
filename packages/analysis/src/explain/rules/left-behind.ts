/**
 * Addresses that one node had together: most of them moved, but some stayed with a machine that is gone.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {counted, listed} from '../../count-text.js';
import type {Mark} from '../../mark.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import type {Handover, Subject} from '../handover.js';
import {isBefore} from '../scope.js';
import {GRACE_NS} from '../significance.js';
import {type Draft, finding, remedyOf} from '../verdict.js';

/** Addresses that move within this time move together. Nanoseconds. */
export const TOGETHER_NS = 1_500_000_000n;

/** This many addresses that moved together show that the others should have. */
const MANY_MOVED = 3;

interface Move {
  readonly at: bigint;
  readonly frame: number;
  readonly from: MacAddress;
  readonly to: MacAddress;
  readonly network: string;
  readonly addresses: ReadonlySet<AddressFacts>;
}

export function leftBehind(capture: CaptureFacts, subjects: readonly Subject[]): Map<AddressFacts, Draft> {
  const found = new Map<AddressFacts, Draft>();
  const byOwner = subjectsByOwner(subjects);
  for (const move of movesOf(subjects)) {
    const {neighbours, owned} = byOwner.get(keyOf(move.network, move.from)) ?? NOBODY;
    let isAlive: boolean | undefined;
    for (const subject of owned) {
      const {address} = subject;
      if (found.has(address) || move.addresses.has(address) || !stayed(subject, move)) continue;
      isAlive ??= neighbours.some(one => isHeard(one, move.from, move));
      const left = judge(capture, subject, move, isAlive);
      if (left !== undefined) found.set(address, left);
    }
  }
  return found;
}

/** For one machine in one network: the addresses that it ever owned, and those for which it was heard at all. */
interface Owned {
  readonly owned: Subject[];
  readonly neighbours: AddressFacts[];
}

const NOBODY: Owned = {owned: [], neighbours: []};

/** Each move concerns one machine: searching all addresses for each would take hours for a capture of a scan. */
function subjectsByOwner(subjects: readonly Subject[]): Map<string, Owned> {
  const byOwner = new Map<string, Owned>();
  const of = (network: string, mac: MacAddress) => {
    const key = keyOf(network, mac);
    const known = byOwner.get(key);
    if (known !== undefined) return known;
    const made: Owned = {owned: [], neighbours: []};
    byOwner.set(key, made);
    return made;
  };
  for (const subject of subjects) {
    const {address, changes} = subject;
    const owners = [changes.first?.mac, ...changes.handovers.map(({to}) => to)];
    for (const mac of new Set(owners)) if (mac !== undefined) of(address.network, mac).owned.push(subject);
    const heard = [...address.claimRuns, ...address.answers].map(({mac}) => mac);
    for (const mac of new Set(heard)) of(address.network, mac).neighbours.push(address);
  }
  return byOwner;
}

function keyOf(network: string, mac: MacAddress): string {
  return `${mac} ${network}`;
}

/** It belonged to the same machine before, and to no other since. */
function stayed({changes: {first, handovers}}: Subject, {from, at}: Move): boolean {
  const owner = handovers.findLast(one => one.at <= at)?.to ?? first?.mac;
  return owner === from && !handovers.some(one => one.at > at) && (first === undefined || first.at < at);
}

function judge(capture: CaptureFacts, {address}: Subject, move: Move, isAlive: boolean): Draft | undefined {
  const dark = address.dark.find(
    ({firstAnswer, lastUnanswered}) => firstAnswer === undefined && lastUnanswered.at > move.at + GRACE_NS,
  );
  if (dark === undefined && (isAlive || move.addresses.size < MANY_MOVED)) return undefined;
  if (dark === undefined && capture.last !== undefined && capture.last.at - move.at < TOGETHER_NS)
    return undefined;
  const others = listed([...move.addresses].map(({ip}) => ip));
  const lost =
    dark === undefined
      ? `${move.from} was no longer seen`
      : `${counted(dark.questions, 'question')} to it went unanswered until the end`;
  const words = `${others} went from ${move.from} to ${move.to} (frame ${move.frame}), but this one did not; ${lost}`;
  const frames = [move, dark?.firstUnanswered, dark?.lastUnanswered];
  return finding('LEFT_BEHIND', `${words}.`, frames, remedyOf('LEFT_BEHIND'));
}

/** Whether the machine sent or answered anything after it. */
function isHeard({claimRuns, answers}: AddressFacts, mac: MacAddress, {at}: Mark): boolean {
  return [...claimRuns, ...answers].some(run => run.mac === mac && run.last.at > at + TOGETHER_NS);
}

/** Handovers from one machine to another at the same time, each with its addresses. */
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
    addresses: new Set(addresses),
  }));
}

function isMove({from, to, keepsMac}: Handover): boolean {
  return from !== undefined && from !== to && !keepsMac;
}
