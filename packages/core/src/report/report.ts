/**
 * A report from timelines: of one run, of a series, or of a user's capture. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {byMost} from '@vip/analysis/internal';
import {type Criteria, NO_CRITERIA} from '../trial/criteria.js';
import {longestOutage} from '../trial/trial-report.js';
import type {ReportData} from './data.js';
import {failoverPart} from './failover-part.js';
import {lessonPart} from './lesson-part.js';
import {type ReportPart, runRecordOf} from './part.js';
import type {RunData} from './run-data.js';
import {seriesOf} from './series-data.js';
import {isLimited, verdictOf} from './series-verdict.js';
import {trialPart} from './trial-part.js';

/**
 * What a timeline of ours contributes to a report. It holds no reference to the timeline, which may be large.
 *
 * @param run its number in a series, counted from 1
 * @throws RangeError for a timeline that does not begin with a run, a trial or a lesson
 */
export function reportPart(timeline: Timeline, run = 1): ReportPart {
  const record = runRecordOf(timeline);
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
    answers: parts.flatMap(({answers = []}) => answers.map(([, text]) => text)),
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

/** The timelines that there is room for: those with the longest outages, in the order of the runs. */
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
