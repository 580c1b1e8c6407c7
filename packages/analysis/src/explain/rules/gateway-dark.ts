/**
 * A gateway that has the address, and forwards nothing.
 *
 * @module
 */

import type {DarkStretch, SentRun} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {isOutage} from '../outages/outage-threshold.js';
import {isBefore, overlaps} from '../scope.js';
import {LONG_NS, MANY} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {untilEnd} from '../words/open-end.js';
import type {VerdictRule} from './case.js';
import {
  clientsOf,
  darkAround,
  isLitBeside,
  type MissedThrough,
  pathName,
  reportOf,
  unexplained,
} from './gateway.js';
import type {Steady} from './steady-case.js';

/** Packets to the new owner are not answered, though those to the old one were. */
export const forwardsNothing: VerdictRule = ({address, handover}) => {
  const {to, keepsMac} = handover;
  for (const path of address.through ?? []) {
    const dark = darkAround(path, handover);
    const run = dark && path.runs.findLast(one => one.to === to && !isBefore(dark.lastUnanswered, one.first));
    if (dark === undefined || run === undefined || run.unanswered < MANY) continue;
    const begins = keepsMac || isBefore(run.first, handover) ? handover : run.first;
    const since = isBefore(dark.firstUnanswered, begins) ? begins : dark.firstUnanswered;
    if (dark.lastUnanswered.at - since.at < LONG_NS || isLitBeside(address, dark)) continue;
    if (forwardsBeside(address, handover, dark)) continue;
    const length = formatDuration((dark.firstAnswer ?? dark.lastUnanswered).at - since.at);
    const lasts = dark.firstAnswer === undefined ? untilEnd(length, dark) : length;
    const words = `${handover.toRouter ?? to} took the address, and what ${clientsOf([path])} sent to ${to} for ${path.to} had no answer for ${lasts}; ${handover.fromRouter ?? handover.from} had forwarded it`;
    const frames = [handover.frame, since, dark.lastUnanswered];
    return {...finding('OUTAGE', `${words}.`, frames, FORWARD), consequence: CONSEQUENCE};
  }
  return undefined;
};

/** Whether it forwards what is sent elsewhere: that other path is to blame, or its end. */
function forwardsBeside(
  {through = []}: AddressFacts,
  handover: Handover,
  {lastUnanswered}: DarkStretch,
): boolean {
  const isForwarded = ({to, firstAnswer}: SentRun) =>
    to === handover.to &&
    firstAnswer !== undefined &&
    isBefore(handover, firstAnswer) &&
    lastUnanswered.at - firstAnswer.at >= LONG_NS;
  return through.some(({runs}) => runs.some(isForwarded));
}

const CONSEQUENCE =
  'its clients reach nothing behind it until it forwards again, or another machine takes over';

const FORWARD =
  'Check that the new owner forwards: net.ipv4.ip_forward or net.ipv6.conf.all.forwarding, its firewall, its routes, and that answers find the way back to it.';

/** Nothing that was sent through it to several addresses was answered, and no change of owner explains that. */
export function gatewayOutages({address, handovers, threshold}: Steady): Draft[] {
  const missed = unexplained(address, handovers).filter(({dark}) => isOutage(dark, threshold));
  const refused = refusedByItself(address, missed);
  if (refused !== undefined) return [refused];
  const found = missed.find(
    ({dark, path}) =>
      dark.lastAnswer !== undefined &&
      missed.some(other => other.path.to !== path.to && overlaps(other.dark, dark)) &&
      !isLitBeside(address, dark),
  );
  if (found === undefined) return [];
  const {dark, path} = found;
  const beside = missed.filter(other => other !== found && overlaps(other.dark, dark)).length;
  const words = `Nothing that was sent through it was answered: ${pathName(path)}, ${darkText(dark)}; and ${counted(beside, 'other path')} at the same time`;
  const frames = [dark.firstUnanswered, dark.lastUnanswered];
  if (dark.firstAnswer === undefined) {
    const other = `${words}; from then on, answers may take another way, which is not captured here.`;
    return [cannotTell('answers to what is sent through it not seen any more', other, frames, BEYOND)];
  }
  const brief = 'nothing sent through it answered';
  return [{...finding('OUTAGE', `${words}.`, frames, BEYOND), consequence: CONSEQUENCE, brief}];
}

/** The gateway itself reported that it does not forward what it had forwarded before. */
function refusedByItself(address: AddressFacts, missed: readonly MissedThrough[]): Draft | undefined {
  for (const one of missed) {
    const {dark, path} = one;
    const report = reportOf(one);
    if (report?.isItsOwn !== true || dark.lastAnswer === undefined || isLitBeside(address, dark)) continue;
    const words = `What ${clientsOf([path])} sent through it to ${path.to} had ${darkText(dark)}; the owner itself reported ${report.text}`;
    const frames = [dark.firstUnanswered, report.mark, dark.lastUnanswered];
    const brief = `nothing forwarded, it reports ICMP ${report.reason}`;
    return {...finding('OUTAGE', `${words}.`, frames, NO_ROUTE), consequence: CONSEQUENCE, brief};
  }
  return undefined;
}

const NO_ROUTE =
  'Check the routes of the owner and its firewall, and its port to the other network; and whether that port is tracked, so that another node takes over when it fails (track_interface).';

const BEYOND =
  'Check that the owner forwards (net.ipv4.ip_forward, its firewall, its routes), its port to the other network, and what is behind it.';
