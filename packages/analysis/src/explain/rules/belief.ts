/**
 * No fault was seen in a handover; whether the evidence suffices to call it healthy.
 *
 * @module
 */

import {listed} from '../../count-text.js';
import {darkText} from '../dark-text.js';
import {isReuse} from '../notes/reuse.js';
import {type Draft, finding} from '../verdict.js';
import {askedAgain, type Case, couldAnnounce, names} from './case.js';

export function believed(given: Case): Draft {
  const {handover, address} = given;
  if (handover.keepsMac) return masterFollowed(given);
  const {announcements, senders, to, from} = handover;
  const [first] = announcements;
  const took = `${to} took the address${from === undefined ? '' : ` from ${from}`}`;
  if (isReuse(address, handover) && first === undefined)
    return finding('HEALTHY', `${took}, long after it was last seen: it was reused.`, [handover.frame]);
  if (first === undefined && !couldAnnounce(given)) {
    const words = `${took}; this capture has neither ARP nor neighbour discovery, which would announce it`;
    return finding('CANNOT_TELL', `${words}.`, [handover.frame]);
  }
  if (first === undefined)
    return finding('CANNOT_TELL', `${took} too briefly to show anything.`, [handover.frame]);
  const followers = senders.filter(({followed}) => followed !== undefined);
  const frames = [handover.frame, first.frame, followers[0]?.followed?.first.frame];
  const resolved = resolvers(given);
  if (followers.length === 0 && resolved.length > 0) {
    const words = `${took} and announced it; ${listed(resolved)} asked for its MAC before and after, and was given each in turn`;
    return finding('HEALTHY', `${words}.${meanwhile(given)}`, frames);
  }
  if (followers.length === 0 && askedAgain(given, handover).length === 0) {
    const why =
      address.senders.length === 0 && address.answers.length > 0
        ? 'traffic to it is not seen here'
        : 'no frames to it that show a destination MAC are seen here';
    const words = `${took} and announced it; ${why}, so it is not known which neighbours followed`;
    return finding('CANNOT_TELL', `${words}.`, frames);
  }
  const served = followers.filter(({runs}) => runs.some(({answered}) => answered > 0));
  const followed = followers.length === 0 ? '' : `; ${names(followers)} followed`;
  if (served.length === 0 && handover.firstNew === undefined) {
    const words = `${took} and announced it${followed}; answers are not seen here, so it is not known whether it serves`;
    return finding('CANNOT_TELL', `${words}.`, frames);
  }
  return finding('HEALTHY', `${took} and announced it${followed}.${meanwhile(given)}`, frames);
}

function meanwhile({handover: {dark, senders}}: Case): string {
  if (dark !== undefined) return ` Meanwhile, there was ${darkText(dark)}.`;
  const [alone] = senders.filter(story => story.dark !== undefined);
  if (alone?.dark !== undefined)
    return ` Meanwhile, for ${names([alone])}, there was ${darkText(alone.dark)}.`;
  const isAllAnswered = senders.every(({runs}) => runs.every(run => run.unanswered === 0));
  return isAllAnswered ? ' Every question was answered.' : '';
}

/** Senders that asked for it before and after, and were told first one MAC and then the other. */
function resolvers({address: {questions}, handover: {from, to, at}}: Case): string[] {
  const told = (mac: string | undefined, isAfter: boolean) =>
    questions.filter(asked => asked.answer?.mac === mac && asked.at > at === isAfter).map(({ip}) => ip);
  const before = new Set(told(from, false));
  return [...new Set(told(to, true))].filter(ip => before.has(ip));
}

/** With an unchanged virtual MAC, no neighbour has anything to learn. */
function masterFollowed({handover, address}: Case): Draft {
  const {fromRouter, toRouter, to, dark, frame} = handover;
  const words = `${toRouter} became master after ${fromRouter}; the address stayed at ${to}, so no cache had to change`;
  if (dark === undefined || address.questionsAnswered === 0) return finding('HEALTHY', `${words}.`, [frame]);
  return finding('HEALTHY', `${words}. Meanwhile, there was ${darkText(dark)}.`, [
    frame,
    dark.firstUnanswered.frame,
  ]);
}
