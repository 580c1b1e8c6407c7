/**
 * What `vip trial --json` prints.
 *
 * @module
 */

import {
  BOOLEAN,
  BOUNDS,
  COUNT,
  DURATION,
  field,
  listOf,
  NUMBER,
  object,
  optional,
  TEXT,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {
  Comparison,
  Difference,
  Distribution,
  FailedFindingObject,
  HungSessions,
  JudgementObject,
  MissedThreshold,
  ScenarioObject,
  TrialReportObject,
  Violation,
} from '@vip/core/internal';
import type {CellObject} from '../scenario/selection.js';
import type {PrintingCommand} from './printed.js';
import {FINDING_OF_TRIAL, TRIAL_REPORT_FIELDS} from './trial-report.js';

const RUN = field(COUNT, 'number of the run, from 1');

const TRIAL_REPORT = object<TrialReportObject & {kind: string; run: number}>('trial-report', {
  kind: field(wordsOf('trial-report'), 'what it is'),
  run: RUN,
  ...TRIAL_REPORT_FIELDS,
});

const DISTRIBUTION = object<Distribution>('distribution', {
  observer: field(TEXT, 'name of the observer'),
  runs: field(COUNT, 'number of runs included'),
  unfinished: field(COUNT, 'runs in which the outage had not ended'),
  min: field(BOUNDS, 'the shortest'),
  p50: optional(BOUNDS, 'median; needs 5 runs or more'),
  p95: optional(BOUNDS, '95th percentile; needs 20 runs or more'),
  max: field(BOUNDS, 'the longest'),
});

const VIOLATION = object<Violation>('violation', {
  run: RUN,
  of: field(
    wordsOf('outage', 'dark', 'tcp'),
    'the longest outage, the sum of all, or how long TCP sessions were unusable',
  ),
  observer: field(TEXT, 'name of the observer'),
  mostNs: optional(DURATION, 'upper bound; absent if it had not ended'),
  limitNs: field(DURATION, 'the limit'),
});

const MISSED = object<MissedThreshold>('missed-threshold', {
  text: field(TEXT, 'the threshold, as typed'),
  observer: optional(TEXT, 'name of the observer; absent for sessions that hang'),
  figure: field(wordsOf('min', 'p50', 'p90', 'p95', 'p99', 'max', 'dark', 'hung'), 'which statistic it is'),
  runs: field(COUNT, 'runs that it covers'),
  mostNs: optional(DURATION, 'upper bound of the figure; absent if it had not ended'),
  hung: optional(COUNT, 'sessions that hang, in the worst run'),
  valueNs: optional(DURATION, 'the value of the threshold'),
});

const COMPARISON = object<Comparison>('comparison', {
  observer: field(TEXT, 'name of the observer'),
  verdict: field(
    wordsOf('slower', 'faster', 'no difference', 'not compared'),
    'what this number of runs can show, with a confidence of 99 %',
  ),
  leastNs: optional(
    NUMBER,
    'lower end of the shift, in nanoseconds; negative where it became faster; absent if not bounded',
  ),
  mostNs: optional(NUMBER, 'upper end of the shift, in nanoseconds; absent if not bounded'),
  before: field(COUNT, 'runs of the baseline'),
  now: field(COUNT, 'runs of this series'),
});

const SUMMARY = object<JudgementObject & {kind: string; distributions: readonly Distribution[]}>(
  'trial-summary',
  {
    kind: field(wordsOf('summary'), 'what it is'),
    distributions: field(listOf(DISTRIBUTION), 'one for each observer; each figure is the outage of one run'),
    violations: field(listOf(VIOLATION), 'outages that exceeded their limit'),
    failures: field(
      listOf(object<FailedFindingObject>('failed-finding', {run: RUN, ...FINDING_OF_TRIAL})),
      'findings that fail the series (`--fail-on`)',
    ),
    hung: field(
      listOf(
        object<HungSessions>('hung-sessions', {
          run: RUN,
          hung: field(COUNT, 'sessions that hang'),
          allowed: field(COUNT, 'the limit'),
        }),
      ),
      'runs in which too many sessions hang (`--max-hung`)',
    ),
    compared: field(listOf(COMPARISON), 'each observer against the baseline (`--baseline`)'),
    differences: field(
      listOf(
        object<Difference>('difference', {
          condition: field(TEXT, 'name of the condition'),
          before: field(TEXT, 'what it was in the baseline'),
          now: field(TEXT, 'what it is in this series'),
        }),
      ),
      'conditions that differ from those of the baseline',
    ),
    missed: field(listOf(MISSED), 'thresholds that were not met (`--threshold`)'),
    isMeasured: field(BOOLEAN, 'whether every outage of every run had ended'),
  },
);

const CELL = object<CellObject>('scenario-cell', {
  kind: field(wordsOf('cell'), 'what it is'),
  name: field(TEXT, 'its name, by which `--only` selects it, and that of its directory below `--out`'),
  number: field(COUNT, 'its number among the trials that are run, from 1'),
  of: field(COUNT, 'number of trials that are run'),
  command: field(listOf(TEXT), 'words after `vip` that run the same trial'),
});

const SCENARIO = object<ScenarioObject>('scenario', {
  kind: field(wordsOf('scenario'), 'what it is'),
  cells: field(
    listOf(
      object<ScenarioObject['cells'][number]>('scenario-answer', {
        name: field(TEXT, 'name of the trial'),
        answer: field(wordsOf('held', 'failed', 'not measured'), 'whether its criteria held'),
        text: field(TEXT, 'the same in words; empty where nothing was asked'),
      }),
    ),
    'every trial',
  ),
});

export const TRIAL_JSON: PrintingCommand = {
  command: 'vip trial --json',
  about:
    'The [events](#events) of each run, followed by its report, and at the end a summary of all runs; see ' +
    '[trials.md](trials.md). `--out DIR` saves the runs as `run-0001.jsonl` and so on, the output of the software as ' +
    '`run-0001-NODE.log`, and the frames of the worst run as `worst-NODE.pcapng`.',
  objects: [
    {kind: 'trial-report', means: 'after each run', shape: TRIAL_REPORT},
    {kind: 'summary', means: 'printed last', shape: SUMMARY},
    {
      kind: 'cell',
      means:
        'before each trial of a scenario (`--scenario`), whose objects follow; with `--list`, nothing else is printed',
      shape: CELL,
    },
    {kind: 'scenario', means: 'printed last, after all trials of a scenario', shape: SCENARIO},
  ],
};
