/**
 * An explanation as text of 80 columns. Pure.
 *
 * @module
 */

import {missingForm} from '@vip/arp';
import {formatDuration} from '../duration-text.js';
import {printable} from '../printable.js';
import type {Announcement, CaptureFacts, Mark} from './facts.js';
import type {Explanation} from './judge.js';
import {type Happening, storyOf} from './story.js';
import type {Finding} from './verdict.js';

const COLUMNS = 80;
/** Where the sentences begin: behind the time and the frames. */
const INDENT = 24;
/** ARP frames in a second that are worth a word. */
const STORM = 100;

/** The whole explanation, with a blank line between the addresses. */
export function formatExplanation(
  name: string,
  capture: CaptureFacts,
  explanations: readonly Explanation[],
): string[] {
  return [
    ...formatHead(name, capture),
    ...explanations.flatMap(explanation => ['', ...formatAddress(capture, explanation)]),
  ];
}

function formatHead(
  name: string,
  {frames, first, last, busiestSecond, beyondAddresses}: CaptureFacts,
): string[] {
  if (first === undefined || last === undefined) return [`${printable(name)}: no frames`];
  const span = formatDuration(last.at - first.at);
  const lines = [`${printable(name)}:`, `  ${frames} frames, ${span} from ${formatDate(first.at)}`];
  if (busiestSecond !== undefined && busiestSecond.frames >= STORM) {
    const at = formatOffset(busiestSecond.at - first.at).trim();
    lines.push(`  A storm: ${busiestSecond.frames} ARP and neighbour frames in the second from ${at} s on.`);
  }
  if (beyondAddresses > 0)
    lines.push(
      `  There was no room for ${beyondAddresses} sightings of more addresses: name yours with --ip.`,
    );
  return lines;
}

function formatAddress(capture: CaptureFacts, explanation: Explanation): string[] {
  const {address, handovers, finding} = explanation;
  const start = capture.first ?? address.first;
  const where = address.network === '' ? '' : ` on ${printable(address.network)}`;
  const count = handovers.length;
  const changes = count === 0 ? '' : `, ${count} change${count === 1 ? '' : 's'} of owner`;
  const story = storyOf(capture, address, handovers);
  const findings = count === 0 ? [finding] : handovers.map(judged => judged.finding);
  return [
    `${address.ip}${where}: ${finding.verdict}${changes}`,
    ...(story.length === 0 ? [] : ['   seconds       frames']),
    ...story.flatMap(happening => formatHappening(happening, start)),
    ...findings.flatMap(formatFinding),
    ...formatMissingForm(explanation.address.announcements),
  ];
}

/** Some equipment takes only requests, some only replies: worth a word, and no fault of what was seen here. */
function formatMissingForm(announcements: readonly Announcement[]): string[] {
  const count = (form: string) => announcements.filter(told => told.form.startsWith(form)).length;
  const missing = missingForm({requests: count('request'), replies: count('reply')});
  if (missing === undefined) return [];
  const sent = missing === 'reply' ? 'requests' : 'replies';
  const other = missing === 'reply' ? 'replies' : 'requests';
  return wrapped(`Announced by ${sent} alone: equipment that takes only ${other} heard nothing.`, 2, 4);
}

function formatHappening({at, frame, lastFrame, text}: Happening, start: Mark): string[] {
  const frames = frame === lastFrame ? String(frame) : `${frame}-${lastFrame}`;
  const head = `${formatOffset(at - start.at)} ${frames.padStart(12)} `.padEnd(INDENT);
  const [first = '', ...rest] = wrapped(text, INDENT, INDENT);
  return [head + first.trimStart(), ...rest];
}

function formatFinding({verdict, evidence, frames, fix}: Finding): string[] {
  const where = frames.length === 0 ? '' : ` (frame${frames.length === 1 ? '' : 's'} ${frames.join(', ')})`;
  return [
    ...wrapped(`${verdict}${where}: ${evidence}`, 2, 4),
    ...(fix === '' ? [] : wrapped(`Do: ${fix}`, 4, 8)),
  ];
}

/** One line for each address. */
export function formatBrief({address, handovers, finding}: Explanation): string {
  const where = address.network === '' ? '' : ` ${printable(address.network)}`;
  const [frame] = finding.frames;
  const at = frame === undefined ? '' : ` frame ${frame}`;
  return `${address.ip}${where} ${finding.verdict} changes ${handovers.length}${at}`;
}

/** `   12.345678`: seconds since the first frame; before it when a file is out of order. */
function formatOffset(ns: bigint): string {
  const sign = ns < 0n ? '-' : '';
  const positive = ns < 0n ? -ns : ns;
  const fraction = String((positive % 1_000_000_000n) / 1000n).padStart(6, '0');
  return `${sign}${positive / 1_000_000_000n}.${fraction}`.padStart(10);
}

/** In UTC, so that a ticket says the same everywhere. */
function formatDate(at: bigint): string {
  const date = new Date(Number(at / 1_000_000n));
  return Number.isNaN(date.getTime())
    ? `${at} ns`
    : date.toISOString().replace('T', ' ').replace('Z', ' UTC');
}

function wrapped(text: string, indent: number, hanging: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = ' '.repeat(hanging);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
