/**
 * What changed the MAC of a neighbour entry: the frame that the kernel would have accepted, by its own rules. Pure.
 *
 * @module
 */

import {isGroupMac, type MacAddress} from '@vip/arp';
import {stretch} from '../events/ordered-events.js';
import type {FrameEvent, NeighbourEvent} from '../events/timeline-event.js';
import {readingOf} from '../readings/reading.js';
import type {CauseKind} from './cause-words.js';
import {type ClaimHeard, claimHeard, type Hearing} from './claims-heard.js';
import {MONITOR_LATENESS_NS} from './entry-history.js';

/** The cause of a change of a neighbour-cache entry. */
export interface Cause {
  readonly cause: CauseKind;
  /**
   * False if another frame may have caused it as well, because a setting or the entry's age is unknown; for an unexplained
   * change, if a frame arrived longer before it than the report may be late.
   */
  readonly isCertain: boolean;
  /** The frame that caused it. */
  readonly frame?: FrameEvent;
  /** An earlier announcement that changed nothing, and the kernel's rule by which it was ignored. */
  readonly ignored?: {readonly frame: FrameEvent; readonly rule: string};
}

/**
 * The kernel changes an entry in the same softirq that received the frame; measured 0.2 ms median and 2.3 ms at most until
 * the change is announced. Earlier frames are not the cause, unless none arrived in that time: then `ip monitor`
 * had to wait for a processor, and the next longer interval is searched. Nanoseconds.
 */
const EXPLAINS_WITHIN_NS = [50_000_000n, MONITOR_LATENESS_NS / 2n, 2n * MONITOR_LATENESS_NS];

/** `ip monitor` has a resolution of a microsecond, so a frame may seem to be up to one later. Nanoseconds. */
const DATED_TO_NS = 1000n;

/**
 * The cause of a change of an entry to a MAC.
 *
 * @param at the latest time at which the entry had changed
 * @param frames frames of the node, oldest first
 * @param since when it had changed to its previous MAC: earlier frames had their effect then
 */
export function causeOfChange(
  {at, mac}: Pick<NeighbourEvent, 'at'> & {readonly mac: MacAddress},
  since: bigint,
  frames: readonly FrameEvent[],
  hearing: Hearing,
): Cause {
  const claims = stretch(frames, since, at + DATED_TO_NS).flatMap(
    frame => claimHeard(frame, mac, hearing) ?? [],
  );
  const found = theOneTaken(claims, at);
  if (found === undefined) {
    const isCertain = !claims.some(({isBelieved, isSure}) => isBelieved || !isSure);
    return {cause: 'unexplained', isCertain, ...ignoredOf(claims)};
  }
  const {claim, others} = found;
  const kindOf = (each: ClaimHeard) => kindOfClaim(each, mac, frames, hearing);
  const cause = kindOf(claim);
  return {
    cause,
    isCertain: others.every(other => kindOf(other) === cause),
    frame: claim.frame,
    ...ignoredOf(claims.filter(({frame}) => frame.at < claim.frame.at)),
  };
}

/** The claim that the kernel accepted, and those that it may have accepted instead. */
function theOneTaken(
  claims: readonly ClaimHeard[],
  at: bigint,
): {claim: ClaimHeard; others: readonly ClaimHeard[]} | undefined {
  const possible = claims.filter(({isBelieved, isSure}) => isBelieved || !isSure);
  // Claims after one that was certainly accepted found the entry changed already.
  const end = possible.findIndex(
    ({isBelieved, isSure, frame}) => isBelieved && isSure && at - frame.at <= MONITOR_LATENESS_NS,
  );
  const open = end < 0 ? possible : possible.slice(0, end + 1);
  for (const within of EXPLAINS_WITHIN_NS) {
    const near = open.filter(({frame}) => at - frame.at <= within);
    const claim = near.find(({isBelieved}) => isBelieved) ?? near[0];
    if (claim === undefined) continue;
    return {claim, others: near.filter(other => other.frame.at < claim.frame.at || !claim.isSure)};
  }
  return undefined;
}

function ignoredOf(claims: readonly ClaimHeard[]): Pick<Cause, 'ignored'> {
  const found = claims.find(
    ({manner, isBelieved, isSure}) => manner === 'announcement' && !isBelieved && isSure,
  );
  return found === undefined ? {} : {ignored: {frame: found.frame, rule: found.rule}};
}

/** How long Linux waits for answers to its requests: three, a second apart. Nanoseconds. */
const ANSWERED_WITHIN_NS = 3_000_000_000n;

function kindOfClaim(
  {manner, frame}: ClaimHeard,
  mac: MacAddress,
  frames: readonly FrameEvent[],
  hearing: Hearing,
): CauseKind {
  if (manner !== 'answer') return manner;
  const before = stretch(frames, frame.at - ANSWERED_WITHIN_NS, frame.at);
  return before.some(question => asks(question, mac, hearing)) ? 'own-question' : 'unasked-answer';
}

/** Whether the receiver asked for the address where the station with that MAC can have heard it. */
function asks(question: FrameEvent, mac: MacAddress, {iface, ip}: Hearing): boolean {
  if (!question.own || question.iface !== iface) return false;
  const {destination, arp, discovery} = readingOf(question);
  if (destination === undefined || (destination !== mac && !isGroupMac(destination))) return false;
  if (arp !== undefined) return arp.operation === 'request' && arp.targetIp === ip;
  return discovery?.message.type === 'solicitation' && discovery.message.target === ip;
}
