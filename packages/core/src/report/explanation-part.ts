/**
 * The report on a capture: what `vip explain` found, and the frames that show it. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {
  type AddressFacts,
  type CaptureFacts,
  counted,
  type Explanation,
  formatBrief,
  formatDuration,
  frameText,
  groupsOf,
  type NameFrame,
  worstFinding,
} from '@vip/analysis/internal';
import {clockLines, type PlacesStory, withinText} from '@vip/analysis/internal/places';
import {utcTime} from '@vip/arp/describe';
import type {ReportVerdict} from './data.js';
import type {FrameRecorder} from './frame-recorder.js';
import {capturedFrames, type ListedFrames} from './frames.js';
import type {BandData, LaneData} from './lane-data.js';
import {plainLanes} from './lanes.js';
import type {ReportPart} from './part.js';
import type {RunData} from './run-data.js';
import {Span} from './span.js';
import {Stations} from './stations.js';
import {framesNamed, storiesOf, storyData, type Telling, verdictOfFinding} from './story-data.js';

/** What was explained, and with what. */
export interface ExplainedCapture {
  /** The file, or the interfaces. */
  readonly name: string;
  readonly capture: CaptureFacts;
  readonly explanations: readonly Explanation[];
  /** A recorder that has been given every frame. */
  readonly recorder: FrameRecorder;
  readonly command: string;
  /** The version of vip that explains it. */
  readonly version: string;
  /** For several captures: their clocks. */
  readonly places?: PlacesStory;
  /** For captures beside others whose clocks cannot be compared: their number among these, from 1. */
  readonly apart?: number;
}

export function explanationPart(explained: ExplainedCapture): ReportPart {
  const {name, capture, recorder, command, apart} = explained;
  const explanations = groupsOf(explained.explanations).flat();
  const stories = storiesOf(capture, explanations);
  const named = framesNamed(stories);
  const timeline = recorder.timeline(named);
  const begin = capture.first?.at ?? 0n;
  const span = new Span(begin, begin, capture.last?.at ?? begin);
  const frames = capturedFrames(timeline, span, frame => recorder.numberOf(frame));
  const rows = new Map(frames.data.numbers?.map((number, row) => [number, row]));
  const answers = explanations.map(one => [one.address.ip, formatBrief(one, capture.nameOf)] as const);
  const length = capture.last === undefined ? '' : `, ${formatDuration(capture.last.at - begin)}`;
  const telling: Telling = {
    ...{run: apart ?? 1, span, nameOf: capture.nameOf},
    rowOf: number => rows.get(number),
    where: apart === undefined ? undefined : name,
  };
  const missing = [...named].filter(number => !rows.has(number)).length;
  return {
    title: titleOf(answers),
    subtitle: `${name}: ${counted(capture.frames, 'frame')}${length}`,
    answers,
    verdict: verdictOf(explanations),
    run: runOf(explained, timeline, span, withNames(frames, capture.nameOf)),
    stories: stories.map(story => storyData(story, telling)),
    matrices: [],
    tables: [],
    told: [],
    measured: measuredOf(explained, missing),
    repeat: {command, files: []},
  };
}

/** @param answers those of all addresses; one that is in several captures has several */
export function titleOf(answers: NonNullable<ReportPart['answers']>): string {
  const ips = new Set(answers.map(([ip]) => ip));
  return `What happened to ${ips.size === 1 ? [...ips].join('') : `${ips.size} addresses`}`;
}

function withNames(frames: ListedFrames, nameOf: NameFrame | undefined): ListedFrames {
  const {numbers} = frames.data;
  if (nameOf === undefined || numbers === undefined) return frames;
  return {
    ...frames,
    data: {...frames.data, numbers: numbers.map(number => frameText(Number(number), nameOf))},
  };
}

function measuredOf(
  {name, capture, recorder, version, places}: ExplainedCapture,
  missing: number,
): ReportPart['measured'] {
  const {frames, arpFrames, unreadable} = capture;
  const notes = [
    ...recorder.notes(),
    ...(missing === 0 ? [] : [`${missing} of the frames named here are only in the capture.`]),
  ];
  return [
    ['vip', version],
    ['capture', name],
    ['frames', `${frames}, ${arpFrames} of them ARP, ${unreadable} unreadable`],
    ...(places === undefined ? [] : clockLines(places)).map(line => ['clocks', line] as const),
    ...notes.map(note => ['not drawn', note] as const),
  ];
}

function verdictOf(explanations: readonly Explanation[]): ReportVerdict {
  const worst = worstFinding(explanations.map(({finding}) => finding));
  return worst === undefined
    ? {word: 'Nothing found', text: 'No virtual IP: nothing was announced, moved or advertised.'}
    : verdictOfFinding(worst);
}

function runOf(
  {name, explanations, places, apart}: ExplainedCapture,
  timeline: Timeline,
  span: Span,
  frames: ListedFrames,
): RunData {
  const stations = new Stations();
  const lanes = explanations.map(({address}) => addressLane(address, span, stations));
  return {
    run: apart ?? 1,
    ...(apart === undefined ? {} : {title: name}),
    origin: 'first frame',
    originAt: utcTime(span.origin),
    from: span.from,
    to: span.to,
    observers: [],
    expectations: [],
    findings: [],
    stations: stations.list,
    lanes: [...lanes, ...placeLanes(plainLanes(timeline, span, stations), places)],
    marks: [],
    frames: frames.data,
  };
}

/** For several captures: in the order given, each with the bound of its clock. */
function placeLanes(lanes: readonly LaneData[], places: PlacesStory | undefined): readonly LaneData[] {
  if (places === undefined) return lanes;
  const {surveys, clocks} = places.together;
  return surveys.flatMap(({name}, place) => {
    const bounds = clocks.parts.filter(part => part.place === place).map(({boundNs}) => boundNs);
    const bound = bounds.reduce((most, ns) => Math.max(most, ns), 0);
    return lanes
      .filter(({node}) => node === name)
      .map(lane => (bound === 0 ? lane : {...lane, clock: `± ${withinText(bound)}`}));
  });
}

/** The owners of the address, from claim to claim. */
function addressLane({ip, network, tenures}: AddressFacts, span: Span, stations: Stations): LaneData {
  const bands = tenures.map(({at, mac, how}, index): BandData => {
    const next = tenures[index + 1];
    const station = stations.ofOwner(mac);
    return {
      from: span.of(at),
      to: next === undefined ? span.to : span.of(next.at),
      mac,
      text: how === 'first' ? '' : how,
      ...(station === undefined ? {} : {station}),
    };
  });
  // No interface has such a name.
  return {node: `${ip} ${network}`, label: ip, addresses: bands, links: [], caches: [], outages: []};
}
