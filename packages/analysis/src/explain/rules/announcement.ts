/**
 * Whether it was announced, when, and whether receivers accepted it.
 *
 * @module
 */

import {SET_GAP_NS} from '../../announcement-sets.js';
import {CAUSE_WORDS} from '../../cause-words.js';
import {counted, listed} from '../../count-text.js';
import {formatDuration} from '../../duration-text.js';
import type {AnnouncementSet} from '../announcement-sets.js';
import type {Announcement} from '../claim-facts.js';
import {isBefore} from '../scope.js';
import {LONG_NS, MANY} from '../significance.js';
import {type Draft, finding as plainFinding, remedyOf, type VerdictName} from '../verdict.js';
import {darkSentence, worstAround} from '../worst-outage.js';
import {
  askedAgain,
  type Case,
  couldAnnounce,
  names,
  type Rule,
  stationsOf,
  stuckAfter,
  sum,
  unanswered,
} from './case.js';

/** Linux's `locktime`. Nanoseconds. */
const LOCKTIME_NS = 1_000_000_000n;

/** The remedy depends on the family: neighbour discovery is not ARP. */
function finding(
  {address}: Case,
  verdict: VerdictName,
  evidence: string,
  frames: readonly (number | undefined)[],
  remedy: string = remedyOf(verdict, address.ip),
) {
  return plainFinding(verdict, evidence, frames, remedy);
}

/** Its effect, if that was seen. */
function darkWords(handover: Case['handover']): string {
  const worst = worstAround(handover);
  return worst === undefined ? '' : ` ${darkSentence(worst)}`;
}

/** No announcement, or only after all neighbours had found out. */
export const noAnnouncement: Rule = given => {
  const {handover} = given;
  if (handover.keepsMac || !couldAnnounce(given)) return undefined;
  const [first] = handover.announcements;
  if (first === undefined && given.address.beyond.announcements > 0) return notKept(handover);
  const found = handover.senders.filter(({cause}) => cause !== undefined && cause.what !== 'announcement');
  const stuck = handover.senders.filter(({stale}) => stale.length > 0);
  const followers = handover.senders.filter(({followed}) => followed !== undefined);
  const isLate =
    first !== undefined &&
    (isAfterAll(stuck, first) ||
      (first.at - handover.at >= LONG_NS && handover.dark !== undefined && isAfterAll(followers, first)));
  if (first !== undefined && !isLate) return undefined;
  if (handover.senders.length === 0 && isBrief(handover)) return undefined;
  if (isUnserved(handover)) return undefined;
  const verdict = handover.isReturn ? 'SILENT_FAILBACK' : 'NO_ANNOUNCEMENT';
  const again = handover.isReturn ? 'had the address again' : 'took the address';
  const late = first === undefined ? '' : ` until frame ${first.frame}, by which time all had found out`;
  const isCertain = found.some(({cause}) => cause?.isCertain === true);
  const how =
    found.length === 0
      ? ''
      : ` ${names(found)} ${isCertain ? 'found' : 'probably found'} out by ${causes(found)}.`;
  const stale = stuck.flatMap(story => story.stale);
  const went =
    stale.length === 0
      ? ''
      : ` ${counted(
          sum(stale, ({count}) => count),
          'frame',
        )} went to another MAC meanwhile.`;
  const words = `${handover.to} ${again} and sent no announcement seen here${late}.${went}${how}`;
  return finding(given, verdict, words + darkWords(handover), [
    handover.frame,
    stale[0]?.first.frame,
    found[0]?.cause?.frame,
  ]);
};

/** There were some, and all had found out before this. */
function isAfterAll(stories: Case['handover']['senders'], first: Announcement): boolean {
  return (
    stories.length > 0 &&
    stories.every(({followed}) => followed !== undefined && isBefore(followed.first, first))
  );
}

/** A flood of announcements leaves no room. */
function notKept({to, frame}: Case['handover']): Draft {
  const words = `${to} took the address; so much is announced in this capture that it is not known whether it was among that`;
  const remedy = 'Explain this address alone (--ip), which leaves room for all that is announced of it.';
  return plainFinding('CANNOT_TELL', `${words}.`, [frame], remedy);
}

/** Those that found out asked the new owner in vain: an announcement would not have helped. */
function isUnserved({senders, to}: Case['handover']): boolean {
  const runs = senders.flatMap(story => story.runs.filter(run => run.to === to));
  return sum(runs, unanswered) >= MANY && runs.every(({answered}) => answered === 0);
}

/** Over before anything of it could be seen. */
function isBrief({at, until}: Case['handover']): boolean {
  return until !== undefined && until.at - at < LOCKTIME_NS;
}

/** By the surest of what each may have found out by. */
function causes(found: Case['handover']['senders']): string {
  const whats = found.flatMap(({cause}) => (cause === undefined ? [] : [cause.what]));
  const what = (['own-question', 'unasked-answer', 'side-traffic'] as const).find(one => whats.includes(one));
  return CAUSE_WORDS[what ?? 'side-traffic'].gerund;
}

/** The first set had no effect and a later identical one was accepted; or it fell into the lock time of the caches. */
export const tooEarly: Rule = given => tooEarlyToForward(given) ?? withinLocktime(given) ?? nobodyHome(given);

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
    `The announcements from frame ${first.first.frame} on had no effect, the same ones ` +
    `${formatDuration(helped.first.at - first.first.at)} later moved ${names(stuck)}: the first ones were too early`;
  return finding(given, 'ANNOUNCED_TOO_EARLY', `${words}.`, [first.first.frame, helped.first.frame]);
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
    `within a second of an update (${set.forms.join(', ')}); ${listed(believers)} went on as before`;
  return finding(given, 'ANNOUNCED_TOO_EARLY', `${words}.`, [set.first.frame]);
}

function obeysLocktime({ignoredBy}: NonNullable<Announcement['dialect']>): boolean {
  return ignoredBy.some(({name}) => name === 'Linux');
}

/** It was announced, but requests for it afterwards were not answered. */
function nobodyHome(given: Case) {
  const {address, handover} = given;
  const [set] = handover.sets;
  if (set === undefined) return undefined;
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
  return finding(given, 'ANNOUNCED_TOO_EARLY', `${words}.`, [set.first.frame, question.frame, later.frame]);
}

/** It was announced, but neighbours kept sending to another MAC until something else corrected them, or to the end. */
export const ignored: Rule = given => {
  const {handover} = given;
  const set = handover.sets.at(-1);
  const [first] = handover.sets;
  if (set === undefined || first === undefined) return undefined;
  const doubting = doubters(given, first);
  if (doubting.length === 0) return undefined;
  const stale = stuckAfter(handover, first.last).flatMap(story => story.stale);
  const [again] = askedAgain(given, first.last);
  const sent =
    stale.length === 0
      ? ''
      : `: ${counted(
          sum(stale, ({count}) => count),
          'frame',
        )} went to ${stale[0]?.to}`;
  const asked = again === undefined ? '' : `; ${again.who} asked for it again in frame ${again.frame}`;
  if (isAnnouncersView(given) && !first.forms.every(form => isIgnorable(handover.announcements, form))) {
    const words =
      `Announced from frame ${first.first.frame} on, and ${listed(doubting)} did not follow${asked}; whether it was lost on ` +
      'the way or ignored cannot be seen at the sender';
    return finding(given, 'CANNOT_TELL', `${words}.`, [first.first.frame, again?.frame]);
  }
  const words = `Announced from frame ${first.first.frame} on (${first.forms.join(', ')}), and ${listed(doubting)} ignored it${sent}${asked}`;
  const isComplete =
    first.forms.includes('reply-self') && first.forms.some(form => form.startsWith('request'));
  const remedy = isComplete ? EVERY_FORM : undefined;
  const frames = [first.first.frame, stale[0]?.first.frame, again?.frame];
  return finding(given, 'ANNOUNCED_BUT_IGNORED', `${words}.${darkWords(handover)}`, frames, remedy);
};

/** There is no other form to try. */
const EVERY_FORM =
  'Both forms were sent, so check the neighbours that ignored them: drop_gratuitous_arp, ARP inspection, static entries, or a ' +
  'network that did not deliver them.';

function isIgnorable(announcements: readonly Announcement[], form: string): boolean {
  const dialect = announcements.find(announcement => announcement.form === form)?.dialect;
  return form === 'na-no-override' || (dialect !== undefined && obeysLocktime(dialect));
}

/** Everything captured comes from the new owner or goes to it: the capture was made there. */
function isAnnouncersView({address, handover}: Case): boolean {
  const {senders} = address;
  return senders.every(({runs}) => runs.every(({to}) => to === undefined || to === handover.to));
}

/** Senders that evidently did not follow a set of announcements, and were not moved by a later one. */
function doubters(given: Case, set: AnnouncementSet): string[] {
  const {handover} = given;
  const stuck = stuckAfter(handover, set.last).filter(({cause}) => cause?.what !== 'announcement');
  const senders = stuck.map(({sender}) => sender);
  // A router sends requests from its own address for hosts behind it.
  const others = askedAgain(given, set.last).filter(
    ({who, mac}) => !senders.some(sender => sender.ip === who || sender.mac === mac),
  );
  return [...new Set([...stationsOf(senders), ...others.map(({who}) => who)])];
}
