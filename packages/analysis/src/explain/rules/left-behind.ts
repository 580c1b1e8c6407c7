/**
 * Addresses that one node had together: most of them moved, but some stayed with a machine that is gone.
 *
 * @module
 */

import {isOfIpv6, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {counted, listed} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import {type JointMove, machineKey, TOGETHER_NS, type Unexamined} from '../collect/reported/machine-moves.js';
import type {AddressFacts} from '../facts.js';
import type {JudgedAddress} from '../handovers/handover.js';
import {GRACE_NS} from '../significance.js';
import {cannotTell, type Draft, finding, remedyOf} from '../verdict.js';
import {placeText} from '../words/place-text.js';
import {firstOwner, NOBODY, subjectsByOwner} from './owned-addresses.js';
import {HOLD_NS} from './takeover-unseen.js';

/** If this many addresses moved together, the others should have moved as well. */
const MANY_MOVED = 3;

/** @param moves of these addresses and of those that are not examined */
export function leftBehind(
  capture: CaptureFacts,
  subjects: readonly JudgedAddress[],
  moves: readonly JointMove[],
  unexamined: Pick<Unexamined, 'heard'> = {heard: () => new Map()},
): Map<AddressFacts, Draft> {
  const found = new Map<AddressFacts, Draft>();
  const {byOwner, byMac} = subjectsByOwner(subjects);
  let heard: ReadonlyMap<string, bigint> | undefined;
  for (const move of moves) {
    const machine = machineKey(move.network, move.from);
    const {neighbours, owned} = byOwner.get(machine) ?? NOBODY;
    const staying = [...owned, ...elsewhere(byMac, move)].filter(
      subject =>
        !found.has(subject.address) &&
        (subject.address.network !== move.network || !move.ips.has(subject.address.ip)) &&
        stayed(subject, move),
    );
    if (staying.length === 0) continue;
    heard ??= unexamined.heard();
    const isAlive =
      isAfter(heard.get(machine), move) || neighbours.some(one => isHeard(one, move.from, move));
    const isOneOfSeveral = staying.filter(({address}) => isLost(address, move)).length > 1;
    for (const {address} of staying) {
      const left = judge(capture, address, {...move, isAlive, isOneOfSeveral});
      if (left !== undefined) found.set(address, left);
    }
  }
  return found;
}

/**
 * Addresses of the same machine in other VLANs, where it has the same MAC, that fell silent as it lost those that moved. Its own addresses there
 * do as well, so only claimed ones count.
 */
function elsewhere(
  byMac: ReadonlyMap<MacAddress, readonly JudgedAddress[]>,
  move: JointMove,
): readonly JudgedAddress[] {
  // A virtual router's MAC may belong to other machines there.
  if (isVirtualRouterMac(move.from)) return [];
  return (byMac.get(move.from) ?? []).filter(({address, changes}) => {
    if (address.network === move.network || changes.first === undefined) return false;
    const dark = isUnclaimed(address) ? undefined : darkToEnd(address, move);
    if (dark === undefined) return false;
    const lag = move.at - dark.firstUnanswered.at;
    return lag <= HOLD_NS && lag >= -TOGETHER_NS;
  });
}

/** Whether an address belonged to the machine before the move, and to no other since. */
function stayed(subject: JudgedAddress, {from, at}: JointMove): boolean {
  const {handovers} = subject.changes;
  const first = firstOwner(subject);
  const owner = handovers.findLast(one => one.at <= at)?.to ?? first?.mac;
  return owner === from && !handovers.some(one => one.at > at) && (first === undefined || first.at < at);
}

/** Whether an address is reported only because it fell silent at a machine that others left. */
function isUnclaimed({interests}: AddressFacts): boolean {
  return interests.includes('stayed');
}

/** Whether an address is an unclaimed IPv4 address that is dark to the end. */
function isLost(address: AddressFacts, move: Mark): boolean {
  return isUnclaimed(address) && !isOfIpv6(address.ip) && darkToEnd(address, move) !== undefined;
}

function darkToEnd({dark}: AddressFacts, move: Mark): DarkStretch | undefined {
  return dark.find(
    ({firstAnswer, lastUnanswered}) => firstAnswer === undefined && lastUnanswered.at > move.at + GRACE_NS,
  );
}

interface Context extends JointMove {
  /** Whether the machine was heard from after the move. */
  readonly isAlive: boolean;
  /** Several unclaimed IPv4 addresses stayed and are dark: it is unlikely that all of them are the machine's own. */
  readonly isOneOfSeveral: boolean;
}

function judge(capture: CaptureFacts, address: AddressFacts, move: Context): Draft | undefined {
  const dark = darkToEnd(address, move);
  if (dark === undefined && (move.isAlive || move.ips.size < MANY_MOVED)) return undefined;
  if (dark === undefined && capture.last !== undefined && capture.last.at - move.at < TOGETHER_NS)
    return undefined;
  const where = address.network === move.network ? '' : placeText(move);
  const others = `${listed([...move.ips])}${where}`;
  const lost =
    dark === undefined
      ? `${move.from} was no longer seen`
      : `${counted(dark.questions, 'question')} to it went unanswered until the end`;
  const words = `${others} went from ${move.from} to ${move.to} (frame ${move.frame}), but ${address.ip} did not; ${lost}`;
  const frames = [move, dark?.firstUnanswered, dark?.lastUnanswered];
  const ownership = isUnclaimed(address) ? ownershipOf(capture, address, move) : 'virtual';
  if (ownership === 'own') return undefined;
  if (ownership === 'unknown')
    return cannotTell(
      "left behind, or the machine's own address",
      `${words}. Either it was left behind, or it is the machine's own address: nothing here shows which.`,
      frames,
      OWN_ADDRESS,
    );
  const doubt = ownership === 'several' ? SEVERAL : '';
  const found = finding('LEFT_BEHIND', `${words}${doubt}.`, frames, remedyOf('LEFT_BEHIND'));
  return {...found, brief: `stayed at ${move.from}, others went to ${move.to}`};
}

const SEVERAL =
  '. Other addresses stayed there as well, and a machine rarely has more than one address of its own in a network';

/**
 * An address that is only asked may be the machine's own, unless that is known to be another, or there are
 * several. With IPv6, machines advertise from their link-local address.
 */
function ownershipOf(
  {routers}: CaptureFacts,
  address: AddressFacts,
  {from, isOneOfSeveral}: Context,
): 'own' | 'virtual' | 'several' | 'unknown' {
  const speakers = routers.flatMap(router => router.speakers);
  if (speakers.some(({router}) => router === address.ip)) return 'own';
  if (isOfIpv6(address.ip)) return 'unknown';
  if (speakers.some(({router, mac}) => mac === from && !isOfIpv6(router))) return 'virtual';
  return isOneOfSeveral ? 'several' : 'unknown';
}

const OWN_ADDRESS =
  "Compare it with the addresses that are meant to move: if it is one of them, the two nodes' lists of addresses differ, or a sync group is missing.";

/** Whether the machine sent or answered anything after the move. */
function isHeard({claimRuns, answers}: AddressFacts, mac: MacAddress, move: Mark): boolean {
  return [...claimRuns, ...answers].some(run => run.mac === mac && isAfter(run.last.at, move));
}

function isAfter(heardAt: bigint | undefined, {at}: Mark): boolean {
  return heardAt !== undefined && heardAt > at + TOGETHER_NS;
}
