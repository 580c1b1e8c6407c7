/**
 * An announcement that was sent, but did not arrive where a client was captured.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {Handover} from '../../explain/handovers/handover.js';
import {darkSentence, worstAround} from '../../explain/outages/worst-outage.js';
import {type Draft, finding} from '../../explain/verdict.js';
import {listed, times} from '../../text/count-text.js';
import {isLoss} from '../passages/witness.js';
import {nameOfPlace, type PlacesGiven, passagesOf, placeOfSender, sentAt} from './context.js';

/** The rule for one change of owner; undefined if all announcements arrived, or none was missed. */
export function announcementLost(given: PlacesGiven, handover: Handover): Draft | undefined {
  const {announcements} = handover;
  const [first] = announcements;
  if (first === undefined) return undefined;
  const deaf = handover.senders.flatMap(({sender, stale, followed, cause}) => {
    const place = placeOfSender(given, sender);
    const until = cause?.what === 'announcement' ? beginningOf(handover, cause) : followed?.first.at;
    const before = announcements.filter(({at}) => until === undefined || at < until);
    const isStuck = stale.some(({last}) => last.at > first.at);
    return place >= 0 && isStuck && missed(given, place, before) ? [{place, before}] : [];
  });
  const [one] = deaf;
  if (one === undefined) return undefined;
  const places = listed([...new Set(deaf.map(({place}) => nameOfPlace(given, place)))]);
  const stale = handover.senders.flatMap(story => story.stale);
  const words =
    `${handover.to} announced it ${times(one.before.length)} (captured at ${sentAt(given, one.before)}, from frame ${first.frame} on), ` +
    `and none of these announcements arrived at ${places}, where other frames did`;
  const worst = worstAround(handover);
  const dark = worst === undefined ? '' : ` ${darkSentence(worst)}`;
  return finding('ANNOUNCEMENT_LOST', `${words}.${dark}`, [first.frame, stale[0]?.first.frame]);
}

/** When the set of announcements that finally moved it began. Of the first set, only the frame that moved it is known to have arrived. */
function beginningOf({sets}: Handover, cause: Mark): bigint {
  const set = sets.findLast(({first}) => first.at <= cause.at);
  return set === undefined || set === sets[0] ? cause.at : set.first.at;
}

/** These frames are not looked for among many. */
const CHANCE = 0.01;

/** Whether a place lacks all of these frames, and not by chance. */
function missed(given: PlacesGiven, place: number, announcements: readonly Mark[]): boolean {
  const witness = given.witnesses[place];
  const [first] = announcements;
  const last = announcements.at(-1);
  if (witness === undefined || first === undefined || last === undefined) return false;
  return passagesOf(given, given.address.ip, undefined).some(
    passage =>
      passage.to === place &&
      announcements.every(({frame}) =>
        passage.runs.some(run => frame >= run.first.frame && frame <= run.last.frame),
      ) &&
      isLoss(witness, {first, last, count: announcements.length}, passage, CHANCE),
  );
}
