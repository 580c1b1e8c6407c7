/**
 * What each kind of timeline contributes to a report. Pure.
 *
 * @module
 */

import type {LessonEvent, RunEvent, Timeline, TrialEvent} from '@vip/analysis';
import {SESSION_STEP, stationsOf} from '@vip/analysis/internal';
import {utcTime} from '@vip/arp/describe';
import type {TrialReport} from '../trial/trial-report.js';
import type {MatrixData, RepeatData, ReportVerdict, StoryData, TableData} from './data.js';
import {measuredFrames} from './frames.js';
import {plainLanes} from './lanes.js';
import type {RunData} from './run-data.js';
import {Span} from './span.js';
import {knownStations} from './stations.js';

/** One timeline, ready for a report. */
export interface ReportPart {
  readonly title: string;
  readonly subtitle: string;
  /** For a capture: one line for each address, for a ticket, the worst first. */
  readonly answers?: readonly (readonly [ip: string, text: string])[];
  readonly verdict: ReportVerdict;
  readonly run: RunData;
  /** For trials, of which there may be many. */
  readonly trial?: TrialReport;
  readonly stories: readonly StoryData[];
  readonly matrices: readonly MatrixData[];
  readonly tables: readonly TableData[];
  readonly told: readonly string[];
  readonly measured: readonly (readonly [name: string, value: string])[];
  readonly repeat?: RepeatData;
}

/** The drawing of a timeline that is not a failover: a lesson, or a user's capture. */
export function plainRun(timeline: Timeline, record?: LessonEvent): RunData {
  const span = wholeSpan(timeline);
  const stations = knownStations(record === undefined ? [] : stationsOf(record.settings));
  const lanes = plainLanes(timeline, span, stations);
  return {
    run: 1,
    origin: 'start',
    originAt: utcTime(span.origin),
    from: span.from,
    to: span.to,
    observers: [],
    expectations: timeline.select('expected').map(({expected, held, seen}) => ({expected, held, seen})),
    findings: [],
    stations: stations.list,
    lanes,
    marks: [],
    frames: measuredFrames(timeline, span).data,
  };
}

/** From the first event of a node to the last. */
export function wholeSpan(timeline: Timeline, origin?: bigint): Span {
  const happened = timeline.events.filter(
    ({kind}) => kind !== 'run' && kind !== 'trial' && kind !== 'lesson',
  );
  const begin = happened[0]?.at ?? timeline.events[0]?.at ?? 0n;
  return new Span(origin ?? begin, begin, happened.at(-1)?.at ?? begin);
}

/** From shortly before anything was measured to the beginning of the clean-up. */
export function measuredSpan(timeline: Timeline, origin: bigint): Span {
  const first = timeline.events.find(({kind}) => kind === 'probe-sent')?.at;
  const end = timeline
    .select('step')
    .find(({step, phase}) => step === SESSION_STEP.cleanUp && phase === 'begun')?.at;
  const whole = wholeSpan(timeline, origin);
  if (first === undefined) return whole;
  const last = end ?? timeline.events.at(-1)?.at ?? first;
  return new Span(origin, first - LEAD_NS, last);
}

/** How much is shown before the first probe, when the entries are created. Nanoseconds. */
const LEAD_NS = 20_000_000n;

/** The record with which a timeline of ours begins. */
export type RunRecord = RunEvent | TrialEvent | LessonEvent;

export function runRecordOf(timeline: Timeline): RunRecord | undefined {
  return timeline.events.find(
    (event): event is RunRecord => event.kind === 'run' || event.kind === 'trial' || event.kind === 'lesson',
  );
}
