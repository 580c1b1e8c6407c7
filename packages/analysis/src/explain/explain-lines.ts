/**
 * An explanation as text of 80 columns. Pure.
 *
 * @module
 */

import {utcTime} from '@vip/arp/describe';
import {counted} from '../count-text.js';
import {formatDuration} from '../duration-text.js';
import {framesOf, momentOf} from '../findings/finding.js';
import {formatFindings, formatNote, formatPlaces} from '../findings/finding-lines.js';
import {sentence} from '../findings/sentence.js';
import type {Mark} from '../mark.js';
import {printable} from '../printable.js';
import {wrapped} from '../wrapped-text.js';
import {boundsText} from './dark-text.js';
import {encapsulatedText} from './encapsulated.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import {framesText, frameText, type NameFrame} from './frame-naming.js';
import {type Group, groupsOf, isDarkAlike} from './groups.js';
import type {Handover} from './handover.js';
import type {Explanation} from './judge.js';
import {servicesAlone} from './rules/asked-alone.js';
import {who} from './rules/case.js';
import {DEFAULT_THRESHOLD, isOutage} from './rules/outage.js';
import type {ServiceOutage} from './rules/services.js';
import {stalledAnswer} from './rules/stalled-sessions.js';
import {scatteredLoss} from './served.js';
import {servicesText} from './service-text.js';
import type {Happening} from './story/happening.js';
import {storyOf} from './story.js';
import type {Stretch} from './stretches.js';
import {byVerdict, type VerdictName} from './verdict.js';
import {worstAround, worstIn} from './worst-outage.js';

/** The column of the frames has this width, unless they have long names. */
const FRAMES_WIDTH = 12;
/** ARP frames per second worth mentioning. */
const STORM = 100;

/** Number of groups whose answer is at the top; the rest follow below. */
const MOST_ANSWERS = 12;
/** Maximum number of addresses in a heading. */
const MOST_NAMES = 4;

/** The answers first, the worst at the top; then what was captured, and the stories. */
export function formatExplanation(
  name: string,
  capture: CaptureFacts,
  explanations: readonly Explanation[],
  /** What is known of the capture beside what it shows. */
  about: readonly string[] = [],
): string[] {
  return [...explanationPieces(name, capture, explanations, about)].flat();
}

/** The same, story by story: a flood of addresses makes a hundred thousand lines. */
export function* explanationPieces(
  name: string,
  capture: CaptureFacts,
  explanations: readonly Explanation[],
  about: readonly string[] = [],
): Generator<string[]> {
  const groups = groupsOf(explanations);
  const answers = groups
    .slice(0, MOST_ANSWERS)
    .flatMap(group => wrapped(formatAnswer(group, capture.nameOf), 0, 2));
  const more = groups.length - MOST_ANSWERS;
  yield [
    ...answers,
    ...(more > 0 ? [`and ${more} more below`] : []),
    ...(answers.length > 0 ? [''] : []),
    ...formatHead(name, capture),
    ...about,
  ];
  for (const group of groups) yield ['', ...formatGroup(capture, group)];
}

/** The answer for a ticket: address, verdict, old and new owner, time, duration, frame. */
function formatAnswer(group: Group, nameOf: NameFrame | undefined): string {
  return answerOf(group[0], namesOf(group), {isAlike: isDarkAlike(group), nameOf});
}

/** One line for each address. @param nameOf what frames are called, of several captures */
export function formatBrief(explanation: Explanation, nameOf?: NameFrame): string {
  return answerOf(explanation, explanation.address.ip, {nameOf});
}

/** What makes two nodes owners. */
const CAUSES: ReadonlySet<VerdictName> = new Set(['ADVERTS_LOST', 'ADVERTS_REJECTED']);

interface AnswerOptions {
  /** Whether what is said of the questions holds for each of the names. */
  readonly isAlike?: boolean;
  readonly nameOf?: NameFrame | undefined;
}

function answerOf(
  {address, handovers, finding, findings, services, stalled}: Explanation,
  names: string,
  {isAlike = true, nameOf}: AnswerOptions,
): string {
  const where = address.network === '' ? '' : ` on ${printable(address.network)}`;
  const handover = handovers.find(judged => judged.finding === finding)?.handover;
  const change = handover ?? (handovers.length === 1 ? handovers[0]?.handover : undefined);
  const moved = change === undefined ? '' : `, ${formatChange(change)}`;
  const count = handovers.length > 1 ? `, ${handovers.length} changes of owner` : '';
  const around = handover === undefined ? undefined : worstAround(handover);
  const dark = around ?? (handover === undefined || handovers.length === 1 ? worstOf(address) : undefined);
  const of = dark?.sender === undefined ? '' : ` for ${who([dark.sender])}`;
  const service = services.find(judged => judged.finding === finding)?.outage;
  const only = dark === undefined || around !== undefined ? undefined : onlyAnswer(dark, finding.code);
  const whole =
    dark === undefined
      ? ''
      : `, ${isAlike ? '' : `${address.ip} `}${only ?? `dark${of}`} for ${boundsText(dark.dark)}`;
  const sessions = stalled.find(judged => judged.finding === finding)?.stalled;
  const part = service === undefined ? sessions && stalledAnswer(sessions) : serviceAnswer(service);
  const length = part === undefined ? whole : `, ${part}`;
  const changes = handovers.map(judged => judged.handover);
  const lost = finding.code === 'HEALTHY' ? scatteredLoss(address, changes, dark?.dark) : undefined;
  const whose = names === address.ip ? '' : `${address.ip}: `;
  const missed = lost === undefined ? '' : `, ${whose}${lost}`;
  const [frame] = framesOf(finding);
  // Where no change of owner is at fault, what is has a time of its own.
  const since = handover !== undefined ? undefined : momentOf(finding);
  const at = frame === undefined ? '' : `, frame ${frameText(handover?.frame ?? frame, nameOf)}`;
  const all = [...handovers.map(judged => judged.finding), ...findings];
  const effect = CAUSES.has(finding.code) && all.some(({code}) => code === 'TWO_OWNERS');
  return `${names}${where}: ${finding.code}${effect ? ', hence TWO_OWNERS,' : ''}${since === undefined ? '' : ` since ${formatDate(since)}`}${moved}${count}${length}${missed}${at}`;
}

/** `TCP port 443, all that was asked, dark`: the address may have been well, unless what happened to it explains that. */
function onlyAnswer({dark, sender}: Stretch, code: VerdictName): string | undefined {
  const services = code === 'OUTAGE' && sender === undefined ? servicesAlone(dark) : undefined;
  return services === undefined ? undefined : `${services}, all that was asked, dark`;
}

/** `TCP port 443 dark for 7.9 s to 8.3 s` */
function serviceAnswer({services, worst: {isLone, dark}, askers, draft}: ServiceOutage): string {
  const whom = isLone ? ` for ${who(askers)}` : '';
  const what = draft.verdict === 'REFUSED' ? 'refused' : 'dark';
  return `${servicesText(services)} ${what}${whom} for ${boundsText(dark)}`;
}

function formatChange({fromRouter, from, toRouter, to, at}: Handover): string {
  return `${fromRouter ?? from ?? 'no owner'} to ${toRouter ?? to} at ${formatDate(at)}`;
}

/** A question or two lost while nothing moved appear in the story, but are not an outage. */
function worstOf(address: AddressFacts): Stretch | undefined {
  const worst = worstIn(address);
  return worst !== undefined && isOutage(worst.dark, DEFAULT_THRESHOLD) ? worst : undefined;
}

function namesOf(group: Group): string {
  const names = group.slice(0, MOST_NAMES).map(({address}) => address.ip);
  const more = group.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

function formatHead(name: string, capture: CaptureFacts): string[] {
  const {frames, first, last, busiestSecond, beyondAddresses, foreign, truncated, proxies} = capture;
  const inside = encapsulatedText(capture.encapsulated);
  if (first === undefined || last === undefined) return [`${printable(name)}: no frames`];
  const span = last.at === first.at ? 'at' : `${formatDuration(last.at - first.at)} from`;
  const lines = [`${printable(name)}:`, `  ${counted(frames, 'frame')}, ${span} ${formatDate(first.at)}`];
  if (busiestSecond !== undefined && busiestSecond.frames >= STORM) {
    const at = formatOffset(busiestSecond.at - first.at).trim();
    lines.push(`  A storm: ${busiestSecond.frames} ARP and neighbour frames in the second from ${at} s on.`);
  }
  if (beyondAddresses > 0)
    lines.push(
      `  The table is full: ${counted(beyondAddresses, 'sighting')} of further addresses ${beyondAddresses === 1 ? 'was' : 'were'} not tracked; name yours with --ip.`,
    );
  for (const line of formatCopies(capture)) lines.push(line);
  for (const {mac, addresses} of proxies.slice(0, 4))
    lines.push(
      `  ${mac} answers for ${counted(addresses, 'address', 'addresses')} besides their owners: a proxy.`,
    );
  if (foreign > 0) lines.push(`  Skipped: ${counted(foreign, 'frame')} of other link types.`);
  if (inside !== '') lines.push(`  Not looked into, as they carry others: ${inside}.`);
  if (truncated > 0)
    lines.push(`  Truncated by the snap length before the relevant fields: ${counted(truncated, 'frame')}.`);
  return lines.flatMap(line => wrapped(line.trimStart(), line.length - line.trimStart().length, 4));
}

function formatCopies({copies, forwarded, isMirrored, twins}: CaptureFacts): string[] {
  const repeated = copies - forwarded;
  const why = isMirrored ? ', as a mirror port of two ports or two merged captures show them' : '';
  return [
    ...twins.map(
      ({vlans, as}) => `  One network: ${vlanText(vlans)} and ${vlanText(as)} show the same frames.`,
    ),
    ...(repeated > 0
      ? [`  Counted once: ${counted(repeated, 'frame')} repeated in quick succession${why}.`]
      : []),
    ...(forwarded > 0
      ? [`  Counted once: ${counted(forwarded, 'frame')} seen again with a lower TTL, as behind a router.`]
      : []),
  ];
}

function vlanText(vlans: string): string {
  return vlans === '' ? 'untagged frames' : `VLAN ${vlans}`;
}

function formatGroup(capture: CaptureFacts, group: Group): string[] {
  const [explanation] = group;
  const {address, handovers, findings, notes, finding} = explanation;
  const start = capture.first ?? address.first;
  const where = address.network === '' ? '' : ` on ${printable(address.network)}`;
  const count = handovers.length;
  const changes = count === 0 ? '' : `, ${counted(count, 'change')} of owner`;
  const story = storyOf(capture, explanation);
  const frames = story.map(({frame, lastFrame}) => framesText(frame, lastFrame, capture.nameOf));
  const width = frames.reduce((most, {length}) => Math.max(most, length), FRAMES_WIDTH);
  const all = [...new Set([...handovers.map(judged => judged.finding), ...findings])].sort(byVerdict);
  // While two claim it no single change of owner is well.
  const own = DISPUTED.has(finding.code) ? all.filter(({code}) => !NO_FAULT.has(code)) : all;
  return [
    ...wrapped(`${namesOf(group)}${where}: ${finding.code}${changes}`, 0, 2),
    ...(story.length === 0 ? [] : [`   seconds ${'frames'.padStart(width)}`]),
    ...story.flatMap((happening, index) =>
      formatHappening(happening, start, (frames[index] ?? '').padStart(width)),
    ),
    ...formatFaults(own),
    ...notes.flatMap(note => formatNote(note, 2)),
    ...formatAlike(group),
  ];
}

/** For whom else it holds, where the heading does not name them all, or it does not hold entirely. */
function formatAlike(group: Group): string[] {
  const [first, ...others] = group;
  const isAlike = isDarkAlike(group);
  if (others.length === 0 || (isAlike && group.length <= MOST_NAMES)) return [];
  const names = others.slice(0, MOST_ALIKE).map(({address}) => address.ip);
  const more = others.length > MOST_ALIKE ? ', ...' : '';
  const but = isAlike ? '' : `, except for the outage: ${first.address.ip} was asked in vain`;
  return wrapped(`The same holds for ${names.join(', ')}${more}${but}`, 2, 4);
}

const NO_FAULT: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'CANNOT_TELL']);
const DISPUTED: ReadonlySet<VerdictName> = new Set([
  ...CAUSES,
  'TWO_OWNERS',
  'MAN_IN_THE_MIDDLE',
  'VRID_CLASH',
]);
/** Maximum number of addresses listed for a group. */
const MOST_ALIKE = 64;
/** Maximum number of findings printed per address; a flapping one has hundreds. */
const MOST_FINDINGS = 8;

function formatFaults(findings: Explanation['findings']): string[] {
  const more = findings.length - MOST_FINDINGS;
  const told = findings.slice(0, MOST_FINDINGS);
  const well = told.filter(({code}) => code === 'HEALTHY');
  const faults = told.filter(({code}) => code !== 'HEALTHY');
  return [
    ...well.flatMap(formatWell),
    ...(faults.length === 0 ? [] : ['']),
    ...formatFindings(faults, 2),
    ...(more > 0 ? [`  and ${more} more findings (--json has all)`] : []),
  ];
}

/** That something went well is a verdict, and no finding. */
function formatWell(finding: Explanation['findings'][number]): string[] {
  return [
    '',
    ...wrapped(`${finding.code}${formatPlaces(finding)}`, 2, 6),
    ...wrapped(sentence(finding.evidence), 4, 4),
  ];
}

function formatHappening({at, text}: Happening, start: Mark, frames: string): string[] {
  const head = `${formatOffset(at - start.at)} ${frames} `;
  const [first = '', ...rest] = wrapped(text, head.length, head.length);
  return [head + first.trimStart(), ...rest];
}

/** `   12.345678`: seconds since the first frame; before it when a file is out of order. */
function formatOffset(ns: bigint): string {
  const sign = ns < 0n ? '-' : '';
  const positive = ns < 0n ? -ns : ns;
  const fraction = String((positive % 1_000_000_000n) / 1000n).padStart(6, '0');
  return `${sign}${positive / 1_000_000_000n}.${fraction}`.padStart(10);
}

/** In UTC, so that a ticket is the same everywhere. */
function formatDate(at: bigint): string {
  return utcTime(at)
    .replace('T', ' ')
    .replace(/(\.\d{3})\d*Z$/, '$1 UTC');
}
