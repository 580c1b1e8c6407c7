/**
 * Whether a handover in which no fault was seen can be called healthy on the evidence.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import type {AskedKind, DarkStretch} from '../../conversations/facts.js';
import {listed, times} from '../../text/count-text.js';
import type {SenderStory} from '../handovers/handover.js';
import {isReuse, isTimeDoubtful, lastSign} from '../handovers/reuse.js';
import {darkSentence, worstAround} from '../outages/worst-outage.js';
import {isBefore} from '../scope.js';
import {LONG_NS, MANY} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {askedAgain, type Case, couldAnnounce, names, runsTo, who} from './case.js';
import {changedMac} from './changed-mac.js';
import {followersThrough, missedAround, missedSentence} from './gateway.js';
import {muteOwner} from './mute.js';

export function believed(given: Case): Draft {
  const {handover} = given;
  if (handover.keepsMac) return masterFollowed(given);
  const {announcements, senders, firstNew} = handover;
  const [first] = announcements;
  const took = tookText(given);
  if (first === undefined) return unannounced(given, took);
  const followers = senders.filter(({followed}) => followed !== undefined);
  const frames = [handover.frame, first.frame, followers[0]?.followed?.first.frame];
  const through = followersThrough(given.address, handover);
  const alone =
    followers.length === 0 && through === ''
      ? unfollowed(given, `${took} and announced it`, frames)
      : undefined;
  if (alone !== undefined) return alone;
  const served = followers.filter(({runs}) => runs.some(({answered}) => answered > 0));
  const followed = followedText(names(followers), through);
  if (served.length === 0 && firstNew === undefined && through === '')
    return unserved(`${took} and announced it${followed}`, followers, frames);
  return finding('HEALTHY', `${took} and announced it${followed}.${meanwhile(given)}`, frames);
}

/** @param through the clients whose packets the new owner forwards */
function followedText(followers: string, through: string): string {
  if (through !== '') return `; what ${through} sent through it followed`;
  return followers === '' ? '' : `; ${followers} followed`;
}

function tookText(given: Case): string {
  const {from, to} = given.handover;
  const router = changedMac(given);
  if (router !== undefined)
    return `${router}, which advertises it, changed its MAC from ${from} to ${to} (one machine: a bond with fail_over_mac=active, or another card)`;
  return `${to} took the address${from === undefined ? '' : ` from ${from}`}`;
}

function unannounced(given: Case, took: string): Draft {
  const {handover, address} = given;
  if (isReuse(address, handover))
    return finding('HEALTHY', `${took}, ${reusedText(given)}.`, [handover.frame]);
  const why = couldAnnounce(given)
    ? ' too briefly to show anything'
    : '; this capture has neither ARP nor neighbour discovery, which would announce it';
  return cannotTell(
    couldAnnounce(given) ? 'seen too briefly' : 'neither ARP nor neighbour discovery captured',
    `${took}${why}.`,
    [handover.frame],
  );
}

/** If the clock was set meanwhile, the time may not have passed. */
function reusedText({capture, address, handover}: Case): string {
  const last = lastSign(address, handover);
  if (last === undefined || !isTimeDoubtful(capture.clockSteps, last, handover))
    return 'long after it was last seen: it was reused';
  return 'long after it was last seen by the times of the capture: it was reused, unless the clock was set';
}

/** The verdict where no sender is seen to follow the announcement; undefined if some asked again for its MAC. */
function unfollowed(
  given: Case,
  announced: string,
  frames: readonly (number | undefined)[],
): Draft | undefined {
  const {handover, address} = given;
  const {senders, from, dark, frame} = handover;
  const resolved = resolvers(given);
  if (resolved.length > 0) {
    const words = `${announced}; ${listed(resolved)} asked for its MAC before and after, and was given each in turn`;
    return finding('HEALTHY', `${words}.${meanwhile(given)}`, frames);
  }
  if (dark !== undefined && isDarkSince(handover, dark)) {
    const words = `${announced}, and nothing was answered after that; where the questions went is not shown here`;
    return finding('OUTAGE', `${words}. ${darkSentence({dark})}`, [frame, dark.firstUnanswered]);
  }
  if (askedAgain(given, handover).length > 0) return undefined;
  const old = runsTo(senders, from).filter(run => isBefore(handover, run.last));
  const why =
    address.senders.length === 0
      ? 'no traffic to it is seen here'
      : from !== undefined && old.length > 0
        ? `hardly anything was sent to it after that, and what was sent went to ${from} (frame ${old.at(-1)?.last.frame})`
        : 'no frames to it after that show a destination MAC here';
  const words = `${announced}; ${why}, so it is not known which neighbours followed`;
  return cannotTell('not seen who followed', `${words}.`, frames);
}

/** Nobody was answered by the new owner: it refuses, or its answers are not seen. */
function unserved(
  words: string,
  followers: readonly SenderStory[],
  frames: readonly (number | undefined)[],
): Draft {
  const refusals = sum(
    followers.flatMap(({runs}) => runs),
    run => run.refused,
  );
  if (refusals >= MANY)
    return {
      ...finding('REFUSED', `${words}, but what was asked was refused (${times(refusals)}).`, frames),
      brief: `refused ${times(refusals)}`,
    };
  const seen =
    refusals === 0 ? 'answers are not seen here' : `nothing but a refusal is seen here (${times(refusals)})`;
  return cannotTell(
    refusals === 0 ? 'answers not seen' : 'nothing but a refusal seen',
    `${words}; ${seen}, so it is not known whether it serves the address.`,
    frames,
  );
}

function meanwhile({handover, address}: Case): string {
  const worst = worstAround(handover);
  // Who asked only after the last answer to anybody, as where a switch floods questions, asked nothing before the change.
  const unheard = listed(
    neverAnswered(address, worst?.dark.lastAnswer ?? worst?.dark.firstUnanswered ?? handover),
  );
  if (worst !== undefined) {
    const never =
      unheard === '' ? '' : ` Questions from ${unheard} were never answered, not even before the change.`;
    return ` ${darkSentence(worst)}${never}`;
  }
  const through = missedAround(address, handover);
  if (through !== undefined) return ` ${missedSentence(through)}`;
  const isAllAnswered =
    handover.senders.every(({runs}) => runs.every(run => run.unanswered === 0)) &&
    address.senders.every(({runs}) => runs.every(run => run.overtaken === 0)) &&
    address.senders.every(({asked}) => asked.every(isServedThroughout));
  if (!isAllAnswered) return '';
  if (unheard === '') return ' Every question was answered.';
  return ` Every question was answered, except those from ${unheard}, which were never answered, not even before the change.`;
}

/** Whether none was refused, or lost where that proves nothing: too few were answered. Those of a kind that is never answered may be no questions. */
function isServedThroughout({protocol, settled, answered}: AskedKind): boolean {
  return protocol === 'neighbour' || answered === 0 || answered === settled;
}

/** Senders whose echo requests, or segments to a port, were never answered, not even before the outage: no evidence about the change. */
function neverAnswered({senders}: Case['address'], mark: Mark): string[] {
  return senders
    .filter(({runs}) => runs.some(({first}) => isBefore(first, mark)))
    .filter(({asked}) =>
      asked.some(
        ({protocol, settled, answered}) =>
          (protocol === 'echo' || protocol === 'tcp') && settled > 0 && answered === 0,
      ),
    )
    .map(({ip}) => ip);
}

/** Senders that asked for its MAC before and after, and were told first one and then the other. */
function resolvers({address: {questions}, handover: {from, to, at}}: Case): string[] {
  const told = (mac: string | undefined, isAfter: boolean) =>
    questions.filter(asked => asked.answer?.mac === mac && asked.at > at === isAfter).map(({ip}) => ip);
  const before = new Set(told(from, false));
  return [...new Set(told(to, true))].filter(ip => before.has(ip));
}

/** The virtual MAC did not change, so neighbours have nothing to learn. */
function masterFollowed(given: Case): Draft {
  const {handover, address} = given;
  const {fromRouter, toRouter, role, to, dark, frame} = handover;
  const words = `${toRouter} became ${role} after ${fromRouter}; the address stayed at ${to}, so no cache needed to change`;
  const worst = worstAround(handover);
  if (worst === undefined) {
    const through = missedAround(address, handover);
    const missed = through === undefined ? '' : ` ${missedSentence(through)}`;
    return finding('HEALTHY', `${words}.${missed}`, [frame, through?.dark.firstUnanswered]);
  }
  const told = `${words}. ${darkSentence(worst)}`;
  // Of several forwarders of one address, each serves some of the clients.
  if (dark === undefined) return finding('HEALTHY', told, [frame, worst.dark.firstUnanswered.frame]);
  if (dark.firstAnswer === undefined) return stillDark(given, dark, told);
  if (address.questionsAnswered === 0) return finding('HEALTHY', `${words}.`, [frame]);
  return finding('HEALTHY', told, [frame, dark.firstUnanswered.frame]);
}

/**
 * Whether the address was asked for long enough after the change, and no client was answered until the end.
 */
function isDarkSince({at}: Case['handover'], {lastUnanswered, firstAnswer}: DarkStretch): boolean {
  return firstAnswer === undefined && lastUnanswered.at - at >= LONG_NS;
}

/** The new master advertises, and no client was answered until the end. */
function stillDark(given: Case, dark: DarkStretch, told: string): Draft {
  const {handover, address} = given;
  if (isDarkSince(handover, dark)) {
    const askers = address.senders.filter(sender => sender.dark.some(one => one.firstAnswer === undefined));
    const since = isBefore(dark.firstUnanswered, handover) ? handover : dark.firstUnanswered;
    return muteOwner(given, {...dark, firstUnanswered: since}, who(askers));
  }
  const words = `${told} Too little was asked after that to tell whether it serves the address.`;
  return cannotTell('too little asked after that', words, [handover.frame, dark.firstUnanswered.frame]);
}
