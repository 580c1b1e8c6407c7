/**
 * A report from timelines: of one run, of a series, or of somebody's capture. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {byMost, formatBounds, formatDuration, worstBy} from '@vip/analysis';
import {
  type Criteria,
  formatExceeded,
  hungText,
  isHeld,
  type Judgement,
  judgementText,
  judgeSeries,
  NO_CRITERIA,
} from '../trial/criteria.js';
import {distributions} from '../trial/distribution.js';
import type {TrialObserverReport} from '../trial/observer-report.js';
import {longestOutage, type TrialReport, worstObserver} from '../trial/report.js';
import {FIGURES, judgementLines, shownFigures} from '../views/series-lines.js';
import type {ReportData, SeriesData, Verdict} from './data.js';
import {failoverPart} from './failover-part.js';
import {lessonPart} from './lesson-part.js';
import {type ReportPart, recordOf} from './part.js';
import type {RunData} from './run-data.js';
import {hungSentence, outageSentence, trialPart, unmeasuredText} from './trial-part.js';

/**
 * What a timeline of ours contributes to a report. It holds no reference to the timeline, which may be large.
 *
 * @param run its number in a series, counted from 1
 * @throws RangeError for a timeline that does not begin with a run, a trial or a lesson
 */
export function reportPart(timeline: Timeline, run = 1): ReportPart {
  const record = recordOf(timeline);
  switch (record?.kind) {
    case 'run':
      return failoverPart(timeline, record);
    case 'trial':
      return trialPart(timeline, record, run);
    case 'lesson':
      return lessonPart(timeline, record);
    case undefined:
      throw new RangeError('report: expected a timeline that begins with a run, a trial or a lesson');
  }
}

/** Characters of timelines beyond which those of a series are left out, the longest outages last. */
const MAX_TIMELINES = 1_500_000;

/**
 * The contents of a report of one run, or of a series of trials.
 *
 * @param parts one, or the runs of a series in their order
 * @param criteria what the trials are judged by
 * @throws RangeError without a part
 */
export function reportData(parts: readonly ReportPart[], criteria: Criteria = NO_CRITERIA): ReportData {
  const [first] = parts;
  if (first === undefined) throw new RangeError('report: expected at least one part');
  const trials = parts.flatMap(({trial}) => trial ?? []);
  const isJudged = isLimited(criteria) || criteria.failOn.length > 0;
  const series = trials.length > 1 || isJudged ? seriesOf(trials, criteria) : undefined;
  const runs = carried(parts);
  return {
    title: first.title,
    subtitle: parts.length === 1 ? first.subtitle : `${first.subtitle}; ${parts.length} runs`,
    startedAt: first.run.originAt,
    verdict: verdictOf(parts, trials, criteria),
    findings: [],
    ...(series === undefined ? {} : {series}),
    runs,
    stories: first.stories,
    matrices: first.matrices,
    tables: first.tables,
    told: first.told,
    measured: [
      ...first.measured,
      ...(runs.length === parts.length
        ? []
        : [
            [
              'timelines',
              `${runs.length} of ${parts.length} are in this file, the longest outages first`,
            ] as const,
          ]),
    ],
    ...(first.repeat === undefined ? {} : {repeat: first.repeat}),
  };
}

function verdictOf(
  parts: readonly ReportPart[],
  trials: readonly TrialReport[],
  criteria: Criteria,
): Verdict {
  const [first] = parts as [ReportPart];
  if (trials.length === 0) return first.verdict;
  const judgement = judgeSeries(trials, criteria);
  const words = judgementText(judgement, criteria);
  const observers = trials.flatMap(trial => worstObserver(trial) ?? []);
  const worst = worstBy(observers, ({outage}) => outage);
  const dark =
    worst === undefined
      ? first.verdict.text
      : `${outageSentence(worst, parts.length > 1)}${hungSentence(trials)}`;
  if (!isHeld(judgement)) {
    const word = formatExceeded(judgement).length > 0 ? 'Over the limit' : 'Not as expected';
    return {held: false, word, text: `${words} ${whyNot(judgement, worst) ?? dark}`};
  }
  if (!judgement.isMeasured) {
    const unmeasured = trials.find(({isMeasured}) => !isMeasured);
    return {
      ...(words === '' ? {} : {held: false}),
      word: 'Not measured',
      text: unmeasured === undefined ? WITHOUT_SESSIONS : unmeasuredText(unmeasured),
    };
  }
  if (words === '') return {word: 'Measured', text: dark};
  const word = isLimited(criteria) ? 'Within the limit' : 'As expected';
  return {held: true, word, text: `${words} ${dark}`};
}

const WITHOUT_SESSIONS =
  'There were no TCP sessions that could hang or be of no use: vip trial --tcp opens them.';

function isLimited({limits, maxHung, thresholds = []}: Criteria): boolean {
  return limits.length + thresholds.length > 0 || maxHung !== undefined;
}

/** The worst of what was too long or too many, or the first of what should not have been found. */
function whyNot(
  {violations, failures, hung, missed}: Judgement,
  worst: TrialObserverReport | undefined,
): string | undefined {
  if (worst !== undefined && violations.some(({of}) => of === 'outage')) return tooLongText(worst);
  if (violations.length > 0) return undefined;
  const [most] = [...hung].sort((a, b) => b.hung - a.hung);
  if (most !== undefined) return `At worst ${hungText(most)}.`;
  return missed.length > 0 ? undefined : failures[0]?.evidence;
}

/** A limit is compared with what an outage can have been. */
function tooLongText({name, outage: {mostNs}}: TrialObserverReport): string {
  return mostNs === undefined
    ? `It had not ended, at ${name}.`
    : `It may have lasted ${formatDuration(mostNs)}, at ${name}.`;
}

/** The timelines that there is room for: those of the longest outages; in the order of the runs. */
function carried(parts: readonly ReportPart[]): RunData[] {
  if (parts.length === 1) return parts.map(({run}) => run);
  const longest = ({trial}: ReportPart) => longestOutage(trial ?? {observers: []});
  const byLength = [...parts].sort((a, b) => byMost(longest(b), longest(a)) || a.run.run - b.run.run);
  let room = MAX_TIMELINES;
  const kept = byLength.filter((part, index) => {
    room -= JSON.stringify(part.run).length;
    return index === 0 || room >= 0;
  });
  return kept.map(({run}) => run).sort((a, b) => a.run - b.run);
}

function seriesOf(trials: readonly TrialReport[], criteria: Criteria): SeriesData {
  const limitOf = (name: string) =>
    criteria.limits
      .filter(({of, observer}) => of === 'outage' && (observer ?? name) === name)
      .map(({limitNs}) => limitNs)
      .sort((a, b) => (a < b ? -1 : 1))[0];
  return {
    runs: trials.length,
    probeIntervalMs: trials[0]?.trial.probeIntervalMs ?? 0,
    observers: distributions(trials).map(distribution => {
      const {observer, unfinished} = distribution;
      const limitNs = limitOf(observer);
      return {
        name: observer,
        figures: shownFigures([distribution]).flatMap(figure => {
          const bounds = distribution[figure];
          return bounds === undefined ? [] : [[FIGURES[figure], formatBounds(bounds)] as const];
        }),
        unfinished,
        ...(limitNs === undefined ? {} : {limit: {ns: Number(limitNs), text: formatDuration(limitNs)}}),
        points: trials.flatMap((trial, index) => pointOf(trial, index + 1, observer)),
      };
    }),
    violations: judgementLines(judgeSeries(trials, criteria)),
  };
}

function pointOf({observers}: TrialReport, run: number, name: string) {
  const outage = observers.find(observer => observer.name === name)?.outage;
  if (outage === undefined) return [];
  const {leastNs, mostNs} = outage;
  return [
    {
      run,
      leastNs: Number(leastNs),
      ...(mostNs === undefined ? {} : {mostNs: Number(mostNs)}),
      text: formatBounds(outage),
    },
  ];
}
