/**
 * The answer to paste into a ticket, in one line: address, verdict, old and new owner, time, duration, frame. Pure.
 *
 * @module
 */

import {firstCapturedAt, framesOf} from '../../findings/finding.js';
import {counted} from '../../text/count-text.js';
import type {Explanation} from '../explanation.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {type Group, groupsOf, isDarkAlike} from '../judge/groups.js';
import type {Story} from '../judge/stories.js';
import {DEFAULT_THRESHOLD, isOutage} from '../outages/outage-threshold.js';
import type {PacketLoss} from '../outages/packet-loss.js';
import type {Stretch} from '../outages/stretches.js';
import {stretchAbout, worstAround, worstIn} from '../outages/worst-outage.js';
import {servicesAlone} from '../rules/asked-alone.js';
import {who} from '../rules/case.js';
import {gatewayAnswer} from '../rules/gateway.js';
import {unservedAnswer} from '../rules/requests.js';
import type {ServiceOutage} from '../rules/services.js';
import {stalledAnswer} from '../rules/stalled-sessions.js';
import {CAUSES_OF_TWO_OWNERS, type VerdictName} from '../verdict.js';
import {boundsText, isUnknownLength} from '../words/dark-text.js';
import {frameText, type NameFrame} from '../words/frame-naming.js';
import {formatDate, formatDateAfter} from '../words/moment-text.js';
import {placeText} from '../words/place-text.js';
import {servicesText} from '../words/service-text.js';
import {namesOf, shortNamesOf} from './group-names.js';
import {lossAnswer, lossOf, rowAnswer} from './loss-answer.js';

/** Of all addresses of a story. */
export function formatAnswer({group, meanwhile}: Story, nameOf: NameFrame | undefined): string {
  const more = meanwhile.length === 0 ? '' : ` (and ${othersText(group, meanwhile)} at the same time)`;
  const rest = partsOf(group[0], {...aboutGroup(group), nameOf});
  return [`${shortNamesOf(group)}${more}: ${verdictText(group[0])}`, ...rest].join(', ');
}

/** `3 more`; where the same addresses are seen elsewhere, the place: `on eth0 VLAN 20` */
function othersText(group: Group, meanwhile: readonly Group[]): string {
  const own = new Set(group.map(({address}) => address.ip));
  const all = meanwhile.flat().map(({address}) => address);
  const others = new Set(all.map(({ip}) => ip).filter(ip => !own.has(ip)));
  if (others.size > 0) return `${others.size} more`;
  const places = [...new Set(all.map(placeText))];
  return places.length > 2 ? `in ${places.length} more networks` : places.join(' and').trim();
}

/** Of the addresses of a group, without the verdict. */
export function formatFate(group: Group, nameOf: NameFrame | undefined): string {
  const since = sinceText(group[0]);
  const parts = partsOf(group[0], {...aboutGroup(group), nameOf});
  return `${namesOf(group)}: ${[...(since === '' ? [] : [since]), ...parts].join(', ')}`;
}

function aboutGroup(group: Group): AnswerOptions {
  return {isAlone: group.length === 1, isAlike: isDarkAlike(group)};
}

/** One line for each address, the worst first. @param nameOf names of frames, for several captures */
export function formatBriefs(explanations: readonly Explanation[], nameOf?: NameFrame): string[] {
  return groupsOf(explanations).flatMap(group => group.map(one => formatBrief(one, nameOf)));
}

export function formatBrief(explanation: Explanation, nameOf?: NameFrame): string {
  const name = `${explanation.address.ip}${placeText(explanation.address)}`;
  return [`${name}: ${verdictText(explanation)}`, ...partsOf(explanation, {nameOf})].join(', ');
}

interface AnswerOptions {
  readonly isAlone?: boolean;
  /** Whether the share of answered questions holds for each of the names. */
  readonly isAlike?: boolean;
  readonly nameOf?: NameFrame | undefined;
}

/** What follows the verdict. */
function partsOf(
  explanation: Explanation,
  {isAlone = true, isAlike = true, nameOf}: AnswerOptions,
): string[] {
  const {address, handovers} = explanation;
  const {finding, dark: own} = shownIn(explanation);
  const {brief} = finding;
  const handover = handovers.find(judged => judged.finding === finding)?.handover;
  const change = handover ?? (handovers.length === 1 ? handovers[0]?.handover : undefined);
  const around = handover && worstAround(handover);
  const dark =
    around ?? own ?? (handover === undefined || handovers.length === 1 ? worstOf(address) : undefined);
  const only = dark && around === undefined ? onlyAnswer(dark, finding.code) : undefined;
  const loss = lossOf(explanation);
  const words = dark && (rowOf(dark, loss) ?? wholeAnswer(dark, only));
  const whole = words && `${isAlike ? '' : `${address.ip} `}${words}`;
  const [frame] = framesOf(finding);
  const since = sinceOf(explanation);
  // A fault with a time of its own is about what it names, and not about the change.
  const isApart = brief !== undefined && since !== undefined;
  // The frame of the time that is named.
  const moved = since === undefined ? change?.frame : undefined;
  const parts = [
    change === undefined || isApart ? undefined : formatChange(change, since),
    brief,
    handovers.length > 1 ? `${handovers.length} changes of owner` : undefined,
    partAnswer(explanation, loss) ??
      (isOfSeveral(finding) ? undefined : (whole ?? (change && gatewayAnswer(explanation, change)))),
    lossAnswer(explanation, loss, dark, isAlone),
    frame === undefined ? undefined : `frame ${frameText(moved ?? frame, nameOf)}`,
  ];
  return parts.filter(part => part !== undefined);
}

/** `OUTAGE since 2026-11-26 21:43:28.000 UTC` */
function verdictText(explanation: Explanation): string {
  const {handovers, finding, findings} = explanation;
  const all = [...handovers.map(judged => judged.finding), ...findings];
  const effect = CAUSES_OF_TWO_OWNERS.has(finding.code) && all.some(({code}) => code === 'TWO_OWNERS');
  const since = sinceText(explanation);
  return `${finding.code}${effect ? ', hence TWO_OWNERS,' : ''}${since === '' ? '' : ` ${since}`}`;
}

/** The finding that the line is about, and its outage: of several outages with the worst verdict, the longest. */
function shownIn(explanation: Explanation): {
  readonly finding: Explanation['finding'];
  readonly dark?: Stretch | undefined;
} {
  const {address, findings, finding, services, stalled, unserved} = explanation;
  const parts = [...services, ...stalled, ...unserved].map(judged => judged.finding);
  const alike = findings.filter(one => one.code === finding.code && !parts.includes(one));
  if (!alike.includes(finding)) return {finding};
  const dark = stretchAbout(address, alike);
  const begins = dark?.dark.firstUnanswered.frame;
  return {finding: alike.find(one => framesOf(one).some(frame => frame === begins)) ?? finding, dark};
}

/** `since 2026-11-26 21:43:28.000 UTC`; empty if a change of owner is at fault, which has its own time. */
function sinceText(explanation: Explanation): string {
  const since = sinceOf(explanation);
  return since === undefined ? '' : `since ${formatDate(since)}`;
}

function sinceOf(explanation: Explanation): bigint | undefined {
  const {finding} = shownIn(explanation);
  // "Healthy since" would say that it was not before.
  if (finding.code === 'HEALTHY') return undefined;
  const isOfHandover = explanation.handovers.some(judged => judged.finding === finding);
  return isOfHandover ? undefined : firstCapturedAt(finding);
}

/** Of several outages, what is short says how long they were. */
function isOfSeveral({code, brief}: Explanation['finding']): boolean {
  return code === 'OUTAGE' && brief !== undefined;
}

function rowOf({dark, sender}: Stretch, loss: PacketLoss | undefined): string | undefined {
  return rowAnswer({dark, services: [], of: sender === undefined ? [] : [sender]}, loss);
}

/** `dark for 9.8 s to 10.1 s`; the length of an outage of which a single question shows neither bound is not known. */
function wholeAnswer(outage: Stretch, only: string | undefined): string {
  const {dark} = outage;
  if (isUnknownLength(dark)) return `${counted(dark.questions, 'question')} unanswered`;
  return `${only ?? darkAnswer(outage)} for ${boundsText(dark)}`;
}

/** `dark for 10.3.2.66` */
function darkAnswer({sender}: Stretch): string {
  return sender === undefined ? 'dark' : `dark for ${who([sender])}`;
}

/** `TCP port 443, all that was asked, dark`: the address may have been healthy, unless its history explains the outage. */
function onlyAnswer({dark, sender}: Stretch, code: VerdictName): string | undefined {
  const services = code === 'OUTAGE' && sender === undefined ? servicesAlone(dark) : undefined;
  return services === undefined ? undefined : `${services}, all that was asked, dark`;
}

/** For a service or sessions, if these are at fault. */
function partAnswer(
  {services, stalled, unserved, finding}: Explanation,
  loss: PacketLoss | undefined,
): string | undefined {
  const service = services.find(judged => judged.finding === finding)?.outage;
  if (service !== undefined) return serviceAnswer(service, loss);
  const sessions = stalled.find(judged => judged.finding === finding)?.stalled;
  if (sessions !== undefined) return stalledAnswer(sessions);
  const requests = unserved.find(judged => judged.finding === finding)?.unserved;
  return requests && unservedAnswer(requests);
}

/** `TCP port 443 dark for 7.9 s to 8.3 s` */
function serviceAnswer(
  {services, worst: {isLone, dark}, askers, draft}: ServiceOutage,
  loss: PacketLoss | undefined,
): string {
  const row = services.length > 1 ? undefined : rowAnswer({dark, services, of: isLone ? askers : []}, loss);
  if (row !== undefined && draft.verdict === 'OUTAGE') return row;
  const whom = isLone ? ` for ${who(askers)}` : '';
  // While an address moves, one or two are lost before the first is refused.
  const refused = dark.refused === dark.questions ? 'refused' : 'refused or silent';
  const what = draft.verdict === 'REFUSED' ? refused : 'dark';
  return `${servicesText(services)} ${what}${whom} for ${boundsText(dark)}`;
}

/** @param since a moment that the line has named before */
function formatChange({fromRouter, from, toRouter, to, at}: Handover, since: bigint | undefined): string {
  return `${fromRouter ?? from ?? 'no owner'} to ${toRouter ?? to} at ${formatDateAfter(at, since)}`;
}

/** The outage to name. One or two questions lost while nothing moved appear in the story, but are not an outage. */
function worstOf(address: AddressFacts): Stretch | undefined {
  const worst = worstIn(address);
  return worst !== undefined && isOutage(worst.dark, DEFAULT_THRESHOLD) ? worst : undefined;
}
