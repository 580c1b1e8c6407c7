/**
 * The report on somebody's capture: what `vip explain` found, and the frames that show it. Pure.
 *
 * @module
 */

import type {AddressFacts, CaptureFacts, Explanation, Timeline} from '@vip/analysis';
import {exitCodeOf, type Finding, formatDuration, storyOf, worstOf} from '@vip/analysis';
import {VERSION} from '../version.js';
import type {BandData, LaneData, RunData, TableData, Verdict} from './data.js';
import {framesOf} from './frames.js';
import {plainLanes} from './lanes.js';
import type {ReportPart} from './part.js';
import {isoTime, Span} from './span.js';
import {Stations} from './stations.js';

/** What was explained, and with what. */
export interface ExplainedCapture {
  /** The file, or the interfaces. */
  readonly name: string;
  readonly capture: CaptureFacts;
  readonly explanations: readonly Explanation[];
  /** The frames that are drawn. */
  readonly timeline: Timeline;
  /** What is not among them. */
  readonly notes: readonly string[];
  readonly command: string;
}

export function explanationPart(explained: ExplainedCapture): ReportPart {
  const {name, capture, explanations, notes, command} = explained;
  const addresses = explanations.map(({address}) => address.ip);
  const {first, last, frames} = capture;
  const length = first === undefined || last === undefined ? '' : `, ${formatDuration(last.at - first.at)}`;
  return {
    title:
      addresses.length === 1
        ? `What happened to ${addresses[0]}`
        : `What happened to ${addresses.length} addresses`,
    subtitle: `${name}: ${frames} frames${length}`,
    verdict: verdictOf(explanations),
    run: runOf(explained),
    matrices: [],
    tables: explanations.map(explanation => storyTable(capture, explanation)),
    told: [],
    measured: [
      ['vip', VERSION],
      ['capture', name],
      ['frames', `${frames}, ${capture.arpFrames} of them ARP, ${capture.unreadable} not readable`],
      ...notes.map(note => ['not drawn', note] as const),
    ],
    command,
  };
}

function verdictOf(explanations: readonly Explanation[]): Verdict {
  const findings = explanations.map(({finding}) => finding);
  const worst = worstOf(findings);
  if (worst === undefined)
    return {text: 'No virtual IP was found: nothing was announced, moved or advertised.'};
  const code = exitCodeOf(findings);
  return {
    ...(code === 3 ? {} : {held: code === 0}),
    word: worst.verdict,
    text: worst.evidence,
  };
}

function runOf({capture, explanations, timeline}: ExplainedCapture): RunData {
  const begin = capture.first?.at ?? 0n;
  const span = new Span(begin, begin, capture.last?.at ?? begin);
  const stations = new Stations();
  const lanes = explanations.map(({address}) => addressLane(address, span, stations));
  return {
    run: 1,
    origin: 'first frame',
    originAt: isoTime(begin),
    from: span.from,
    to: span.to,
    observers: [],
    expectations: [],
    findings: explanations.flatMap(findingTexts),
    stations: stations.list,
    lanes: [...lanes, ...plainLanes(timeline, span, stations)],
    marks: [],
    frames: framesOf(timeline, span),
  };
}

/** Whose the address was, from claim to claim. */
function addressLane({ip, network, tenures}: AddressFacts, span: Span, stations: Stations): LaneData {
  const bands = tenures.map(({at, mac, how}, index): BandData => {
    const next = tenures[index + 1];
    const station = stations.ofOwner(mac);
    return {
      from: span.of(at),
      to: next === undefined ? span.to : span.of(next.at),
      text: how === 'first' ? mac : `${mac} ${how}`,
      ...(station === undefined ? {} : {station}),
    };
  });
  // No interface has such a name.
  return {node: `${ip} ${network}`, label: ip, addresses: bands, links: [], caches: [], outages: []};
}

function findingTexts({address, handovers, finding}: Explanation): string[] {
  const findings = handovers.length === 0 ? [finding] : handovers.map(judged => judged.finding);
  const faults = findings.filter(({verdict}) => verdict !== 'HEALTHY');
  return faults.map(found => `${address.ip}: ${findingText(found)}`);
}

function findingText({verdict, evidence, frames, fix}: Finding): string {
  const where = frames.length === 0 ? '' : ` (frame${frames.length === 1 ? '' : 's'} ${frames.join(', ')})`;
  return `${verdict}${where}: ${evidence}${fix === '' ? '' : ` Do: ${fix}`}`;
}

function storyTable(capture: CaptureFacts, {address, handovers}: Explanation): TableData {
  const start = capture.first?.at ?? address.first.at;
  const where = address.network === '' ? '' : ` on ${address.network}`;
  return {
    title: `The story of ${address.ip}${where}`,
    columns: ['seconds', 'frames', 'what happened'],
    rows: storyOf(capture, address, handovers).map(({at, frame, lastFrame, text}) => [
      (Number(at - start) / 1e9).toFixed(6),
      frame === lastFrame ? String(frame) : `${frame}-${lastFrame}`,
      text,
    ]),
  };
}
