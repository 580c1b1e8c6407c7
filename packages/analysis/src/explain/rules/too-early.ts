/**
 * Whether the address was announced before any neighbour could accept it, or before it was there.
 *
 * @module
 */

import {SET_GAP_NS} from '../../claims/announcement-sets.js';
import {listed} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {isBefore} from '../scope.js';
import {announcementFinding, doubters, LOCKTIME_NS, obeysLocktime} from './announcement.js';
import {areDestinationsUnseen} from './asked-alone.js';
import {type Case, names, stuckAfter, type VerdictRule} from './case.js';

/** The first set had no effect and a later identical one was accepted; or it fell within the caches' `locktime`. */
export const tooEarly: VerdictRule = given =>
  tooEarlyToForward(given) ?? withinLocktime(given) ?? nobodyHome(given);

function tooEarlyToForward(given: Case) {
  const {handover} = given;
  const [first, ...later] = handover.sets;
  if (first === undefined) return undefined;
  const stuck = stuckAfter(handover, first.last);
  const helped = later.find(
    set =>
      set.forms.some(form => first.forms.includes(form)) &&
      stuck.some(
        ({cause}) =>
          cause?.what === 'announcement' &&
          !isBefore(cause, set.first) &&
          cause.at <= set.last.at + SET_GAP_NS,
      ),
  );
  if (helped === undefined) return undefined;
  const words =
    `The announcements from frame ${first.first.frame} on had no effect, but the same ones ` +
    `${formatDuration(helped.first.at - first.first.at)} later moved ${names(stuck)}: the first ones were too early, or were lost`;
  return announcementFinding(given, 'ANNOUNCED_TOO_EARLY', `${words}.`, [
    first.first.frame,
    helped.first.frame,
  ]);
}

function withinLocktime(given: Case) {
  const {handover} = given;
  const [set] = handover.sets;
  if (set === undefined || handover.sets.length > 1) return undefined;
  const own = handover.announcements;
  const isSensitive = own.every(({dialect}) => dialect !== undefined && obeysLocktime(dialect));
  const isSoon = set.first.sinceClaimNs !== undefined && set.first.sinceClaimNs < LOCKTIME_NS;
  const believers = doubters(given, set);
  if (!isSensitive || !isSoon || believers.length === 0) return undefined;
  const words =
    `Announced ${formatDuration(set.first.sinceClaimNs ?? 0n)} after the address was last claimed, in a form that Linux ignores ` +
    `within a second of an update (${set.forms.join(', ')}); ${listed(believers.map(({name}) => name))} went on as before`;
  return announcementFinding(given, 'ANNOUNCED_TOO_EARLY', `${words}.`, [set.first.frame]);
}

/** The address was announced, but requests for it afterwards were not answered. */
function nobodyHome(given: Case) {
  const {address, handover} = given;
  const [set] = handover.sets;
  // Without destinations, a request sent to the old owner alone looks like one to all.
  if (set === undefined || areDestinationsUnseen(address)) return undefined;
  // Only for senders whose answers are visible here.
  const heard = new Set(address.questions.flatMap(({mac, answer}) => (answer === undefined ? [] : [mac])));
  const mute = address.questions.filter(
    question =>
      question.at > set.first.at &&
      question.answer === undefined &&
      heard.has(question.mac) &&
      (handover.firstNew === undefined || isBefore(question, handover.firstNew)) &&
      (handover.until === undefined || isBefore(question, handover.until)),
  );
  const later = handover.firstNew;
  const [question] = mute;
  if (mute.length < 2 || question === undefined || later === undefined) return undefined;
  const words =
    `Announced in frame ${set.first.frame}, but ${mute.length} questions for it went unanswered until ` +
    `${formatDuration(later.at - set.first.at)} later: announced before it was there`;
  return announcementFinding(given, 'ANNOUNCED_TOO_EARLY', `${words}.`, [
    set.first.frame,
    question.frame,
    later.frame,
  ]);
}
