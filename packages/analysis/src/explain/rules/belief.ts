/**
 * Nothing went wrong with a handover, as far as is seen; whether that is far enough.
 *
 * @module
 */

import {darkText} from '../dark-text.js';
import {isReuse} from '../notes/reuse.js';
import {type Finding, finding} from '../verdict.js';
import {askedAgain, type Case, couldAnnounce, names} from './case.js';

export function believed(given: Case): Finding {
  const {handover, address} = given;
  if (handover.keepsMac) return masterFollowed(given);
  const {announcements, senders, to, from} = handover;
  const [first] = announcements;
  const took = `${to} took the address${from === undefined ? '' : ` from ${from}`}`;
  if (isReuse(address, handover) && first === undefined)
    return finding('HEALTHY', `${took}, long after it was last heard of: it was used again.`, [
      handover.frame,
    ]);
  if (first === undefined && !couldAnnounce(given)) {
    const words = `${took}; neither ARP nor neighbour discovery is in this capture, which would announce it`;
    return finding('CANNOT_TELL', `${words}.`, [handover.frame]);
  }
  if (first === undefined)
    return finding('CANNOT_TELL', `${took} too briefly for anything to be seen.`, [handover.frame]);
  const followers = senders.filter(({followed}) => followed !== undefined);
  const frames = [handover.frame, first.frame, followers[0]?.followed?.first.frame];
  if (followers.length === 0 && askedAgain(given, handover).length === 0) {
    const words = `${took} and announced it; nobody is seen here who speaks to it and whose frames tell their MAC, so who believed it is not known`;
    return finding('CANNOT_TELL', `${words}.`, frames);
  }
  const served = followers.filter(({runs}) => runs.some(({answered}) => answered > 0));
  const followed = followers.length === 0 ? '' : `; ${names(followers)} followed`;
  if (served.length === 0 && handover.firstNew === undefined) {
    const words = `${took} and announced it${followed}; answers are not seen here, so whether it serves is not known`;
    return finding('CANNOT_TELL', `${words}.`, frames);
  }
  return finding('HEALTHY', `${took} and announced it${followed}.${meanwhile(given)}`, frames);
}

function meanwhile({handover: {dark}}: Case): string {
  return dark === undefined ? ' Every question was answered.' : ` Meanwhile ${darkText(dark)}.`;
}

/** With a virtual MAC that stays no neighbour has anything to learn. */
function masterFollowed({handover, address}: Case): Finding {
  const {fromRouter, toRouter, to, dark, frame} = handover;
  const words = `${toRouter} became master after ${fromRouter}; the address stayed at ${to}, so no cache had to change`;
  if (dark === undefined || address.questionsAnswered === 0) return finding('HEALTHY', `${words}.`, [frame]);
  return finding('HEALTHY', `${words}. Meanwhile ${darkText(dark)}.`, [frame, dark.firstUnanswered.frame]);
}
