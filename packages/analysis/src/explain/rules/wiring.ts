/**
 * Faults below the address: the announced MAC, the VLAN of the announcement, the switch.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {DarkStretch, ServiceName} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {Announcement} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {isOfBlackholed} from '../handovers/session-fates.js';
import {isBefore} from '../scope.js';
import {LONG_NS, MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {isToUnseenMac, ofServices, onlyServices, servicesAlone, toUnseenMac} from './asked-alone.js';
import {
  type Case,
  heardDuring,
  isUnadvertised,
  runsTo,
  signText,
  sum,
  unanswered,
  type VerdictRule,
  who,
} from './case.js';

/** An announcement of a MAC other than its source, and frames to that MAC were not answered. */
export const wrongSenderMac: VerdictRule = ({address, handover}) =>
  inVainTo(address, handover.announcements.find(isForeign));

/** Questions went to the MAC that this announcement names, and none was answered. */
export function inVainTo(address: AddressFacts, wrong: Announcement | undefined): Draft | undefined {
  if (wrong === undefined) return undefined;
  const runs = runsTo(address.senders, wrong.mac).filter(run => !isBefore(run.first, wrong));
  const lost = sum(runs, unanswered);
  const isAnswered = runs.some(({answered}) => answered > 0);
  if (lost < MANY || isAnswered) return undefined;
  const words =
    `Frame ${wrong.frame} came from ${wrong.source} and gives the address the MAC ${wrong.mac}: ` +
    `${counted(lost, 'question')} went to that MAC, and none was answered`;
  return finding('WRONG_SENDER_MAC', `${words}.`, [wrong, runs[0]?.first]);
}

function isForeign({dialect, source, mac}: Announcement): boolean {
  return dialect?.warnings.includes('sender-is-not-source') ?? (source !== undefined && source !== mac);
}

/** Announced in one VLAN, while the traffic is in another, where the announcement was not heard. */
export const vlanMismatch: VerdictRule = ({capture, address, handover}) => {
  if (handover.announcements.length > 0) return undefined;
  const lostSince = handover.lastOld?.at ?? handover.at;
  const elsewhere = announcedElsewhere(capture.addresses, address, handover.to, lostSince - LONG_NS);
  if (elsewhere === undefined) return undefined;
  return mismatch(address, elsewhere, [handover.frame]);
};

export function announcedElsewhere(
  all: readonly AddressFacts[],
  {ip, iface, vlans}: AddressFacts,
  mac: string | undefined,
  since: bigint,
): {readonly announcement: Announcement; readonly vlans: string} | undefined {
  for (const other of all) {
    if (other.ip !== ip || other.iface !== iface || other.vlans === vlans) continue;
    // Where it is answered, it is a separate address.
    if (other.senders.some(({runs}) => runs.some(({answered}) => answered > 0))) continue;
    const announcement = other.announcements.find(
      told => told.at >= since && (mac === undefined || told.mac === mac),
    );
    if (announcement !== undefined) return {announcement, vlans: other.vlans};
  }
  return undefined;
}

export function mismatch(
  address: AddressFacts,
  {announcement, vlans}: {readonly announcement: Announcement; readonly vlans: string},
  frames: readonly (number | Mark)[],
) {
  const words =
    `${announcement.mac} announced the address in ${vlanName(vlans)} (frame ${announcement.frame}), ` +
    `but its clients are in ${vlanName(address.vlans)}, where nothing was announced`;
  return finding('VLAN_MISMATCH', `${words}.`, [announcement, ...frames]);
}

function vlanName(vlans: string): string {
  return vlans === '' ? 'untagged frames' : `VLAN ${vlans}`;
}

/** Retransmissions of TCP are as far apart as this after a few of them. Nanoseconds. */
const BACKED_OFF_NS = 3_000_000_000n;

/** The right MAC, but no answer: its owner is alive, or not. */
export const mute: VerdictRule = given => {
  const {handover} = given;
  for (const story of handover.senders) {
    const {dark, followed} = story;
    if (dark === undefined || followed === undefined) continue;
    // Where no frame shows the MAC, it may have followed long before it was answered.
    const begins = followed.to === undefined ? handover : followed.first;
    if (isBefore(dark.lastUnanswered, begins)) continue;
    if (given.fates !== undefined && isOfBlackholed(given.fates, story.sender, dark)) continue;
    const since = isBefore(dark.firstUnanswered, begins) ? begins : dark.firstUnanswered;
    const inVain = sum(
      story.runs.filter(({to}) => to === followed.to),
      run => run.unanswered,
    );
    const lasts = dark.lastUnanswered.at - since.at;
    // A sender that backs off asks rarely, but is unanswered all the same.
    const isInVain = inVain >= MANY || (inVain > 0 && lasts >= BACKED_OFF_NS);
    if (!isInVain || lasts < LONG_NS) continue;
    const asker = who([story.sender]);
    const missed = {...dark, firstUnanswered: since};
    const there = answeredOthers(given, dark);
    if (there !== undefined) {
      const words = `${asker} sent to ${handover.to}, the correct MAC, without an answer for ${inVainFor(missed)}; ${onlyServices(dark)}`;
      return ofServices(words, {mark: there}, missed);
    }
    return muteOwner(given, missed, asker);
  }
  return undefined;
};

const MISLED =
  'neighbours that followed that claim got no answer until another machine, or this one, served the address';

/** Evidence that only services fell silent: the owner answered other questions in the meantime, so it can be reached. */
function answeredOthers({address, handover: {to}}: Case, dark: DarkStretch): Mark | undefined {
  const {lastUnanswered, firstUnanswered} = dark;
  if (servicesAlone(dark) === undefined) return undefined;
  const isDark = (asked: ServiceName) =>
    address.services
      .filter(service => isSameService(service, asked))
      .some(service => service.dark.some(one => !isBefore(one.lastUnanswered, lastUnanswered)));
  if (dark.services?.every(isDark) !== true) return undefined;
  const runs = runsTo(address.senders, to);
  const answers = runs.map(({lastAnswer}) => lastAnswer);
  return answers.find(answer => answer !== undefined && isBefore(firstUnanswered, answer));
}

/** `7006 ms`, `7006 ms, to the end of the capture` */
function inVainFor({firstUnanswered, lastUnanswered, firstAnswer, isGivenUp}: DarkStretch): string {
  const length = formatDuration((firstAnswer ?? lastUnanswered).at - firstUnanswered.at);
  return firstAnswer === undefined
    ? `${length}, to the ${isGivenUp ? 'last question' : 'end of the capture'}`
    : length;
}

/**
 * Frames to the new owner were not answered. Whether the owner was heard shows where to look: a switch that sends the
 * frames elsewhere, or a machine that is gone.
 */
export function muteOwner(given: Case, dark: DarkStretch, asker: string): Draft {
  const {to, announcements} = given.handover;
  const {firstUnanswered, lastUnanswered} = dark;
  if (isToUnseenMac(given.address, dark)) {
    const missed = `${asker} had no answer for ${inVainFor(dark)} after ${to} took the address`;
    return toUnseenMac(missed, [firstUnanswered, lastUnanswered]);
  }
  const inVain = `without an answer for ${inVainFor(dark)}`;
  const frames = [firstUnanswered, lastUnanswered];
  // An announcement before that shows only that the owner was there then.
  const mark = announcements.findLast(
    told => !isBefore(lastUnanswered, told) && isBefore(firstUnanswered, told),
  );
  const said = mark === undefined ? heardDuring(given, to, dark) : {mark};
  if (said === undefined) {
    const time = {from: firstUnanswered.at, to: lastUnanswered.at};
    const sign = isUnadvertised(given, to, time) ? '; nothing about it came from there meanwhile' : '';
    const words = `${asker} sent to ${to}, which had claimed the address, ${inVain}${sign}`;
    const consequence = dark.firstAnswer === undefined ? undefined : MISLED;
    return {...finding('OUTAGE', `${words}.`, frames), consequence};
  }
  const heard = `, although its owner ${signText(said, 'is there')}`;
  const words = `${asker} sent to ${to}, the correct MAC, ${inVain}${heard}`;
  return finding('SWITCH_STALE', `${words}.`, [...frames, said.mark]);
}
