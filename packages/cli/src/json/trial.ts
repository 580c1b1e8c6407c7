/**
 * @module
 */

import {
  BOOLEAN,
  BOUNDS,
  COUNT,
  DURATION,
  EVENT_SHAPES,
  field,
  listOf,
  MAC,
  mapOf,
  object,
  optional,
  TEXT,
  wordsOf,
} from '@vip/analysis/schema';
import {
  BUDGET_PARTS,
  type BudgetPart,
  type Distribution,
  type FailedFinding,
  FINDINGS,
  type Judgement,
  type LastWords,
  type ObserverOutage,
  type SentAnnouncement,
  type TrialFinding,
  type TrialObserverReport,
  type TrialReport,
  type Violation,
} from '@vip/core';
import {HEALING} from './experiment.js';
import type {PrintingCommand} from './printed.js';

const LEAST = field(DURATION, 'it lasted at least so long');
const MOST = optional(DURATION, 'at most so long; absent when it had not ended');
const ENDED_BY = optional(HEALING, 'what ended it; absent where no entry changed');

const OUTAGE = object<TrialObserverReport['outage']>('trial-outage', {
  leastNs: LEAST,
  mostNs: MOST,
  endedBy: ENDED_BY,
});

const EACH_OUTAGE = object<ObserverOutage>('each-outage', {
  leastNs: LEAST,
  mostNs: MOST,
  afterNs: field(DURATION, 'when it began, after the fault'),
  endedBy: ENDED_BY,
});

const BUDGET = object<BudgetPart>('budget-part', {
  part: field(wordsOf(Object.keys(BUDGET_PARTS)), 'of the outage; see [trials.md](trials.md)'),
  ns: optional(DURATION, 'absent when not known'),
  unknown: optional(TEXT, 'why it is not'),
  toSwitchNs: optional(DURATION, 'of the delivery: until the switch had it'),
});

const OBSERVER = object<TrialObserverReport>('trial-observer', {
  name: field(TEXT, 'of the observer'),
  outage: field(OUTAGE, 'the longest after the fault, or the one that had not ended'),
  dark: field(BOUNDS, 'all outages together'),
  outages: field(listOf(EACH_OUTAGE), 'all of them, oldest first'),
  lost: field(COUNT, 'probes after the fault'),
  requestsLost: field(COUNT, 'of these, those that reached nobody who had the address'),
  answeredBy: field(mapOf(COUNT), 'answered probes by node'),
  duplicates: field(COUNT, 'probes that were answered more than once'),
  budget: field(listOf(BUDGET), 'what the outage was spent on'),
  budgetFrom: field(wordsOf('fault', 'heal'), 'from when it counts'),
  healings: field(listOf(HEALING), 'every change of the entry after the fault'),
  believes: optional(MAC, 'what the entry held at the end'),
});

const ANNOUNCEMENT = object<SentAnnouncement>('sent-announcement', {
  afterNs: field(DURATION, 'after the fault; negative before it'),
  node: field(TEXT, 'who sent it'),
  mac: field(MAC, 'that it gives the VIP'),
  form: field(TEXT, 'in words'),
  heardBy: field(listOf(TEXT), 'the nodes where it arrived'),
});

const FAILURE = object<NonNullable<TrialReport['failure']>>('trial-failure', {
  message: field(TEXT, 'why'),
  lastWords: field(
    listOf(
      object<LastWords>('last-words', {
        node: field(TEXT, 'where'),
        lines: field(listOf(TEXT), 'what the software said last'),
      }),
    ),
    'by node',
  ),
});

const FINDING_FIELDS = {
  code: field(wordsOf(Object.keys(FINDINGS)), 'see [trials.md](trials.md)'),
  text: field(TEXT, 'a sentence'),
};

const RUN = field(COUNT, 'from 1');

const TRIAL_REPORT = object<TrialReport & {kind: string; run: number}>('trial-report', {
  kind: field(wordsOf('trial-report'), 'what it is'),
  run: RUN,
  trial: field(EVENT_SHAPES.trial, 'with which it began'),
  observers: field(listOf(OBSERVER), 'what each went through'),
  announcements: field(listOf(ANNOUNCEMENT), 'of the VIP'),
  owners: field(listOf(TEXT), 'the nodes that held the address at the end'),
  findings: field(
    listOf(object<TrialFinding>('trial-finding', FINDING_FIELDS)),
    'what one has to know to read the numbers right',
  ),
  isMeasured: field(BOOLEAN, 'whether it was made, and every outage had ended'),
  failure: optional(FAILURE, 'of a run that could not be made, or not to its end'),
  tookNs: field(DURATION, 'of the whole run'),
});

const DISTRIBUTION = object<Distribution>('distribution', {
  observer: field(TEXT, 'its name'),
  runs: field(COUNT, 'that count'),
  unfinished: field(COUNT, 'runs in which the outage had not ended'),
  min: field(BOUNDS, 'the shortest'),
  p50: optional(BOUNDS, 'of 5 runs and more'),
  p95: optional(BOUNDS, 'of 20 runs and more'),
  max: field(BOUNDS, 'the longest'),
});

const VIOLATION = object<Violation>('violation', {
  run: RUN,
  of: field(wordsOf('outage', 'dark'), 'the longest outage, or all of them together'),
  observer: field(TEXT, 'whose'),
  mostNs: optional(DURATION, 'what it can have been; absent when it had not ended'),
  limitNs: field(DURATION, 'what is allowed'),
});

const SUMMARY = object<Judgement & {kind: string; distributions: readonly Distribution[]}>('trial-summary', {
  kind: field(wordsOf('summary'), 'what it is'),
  distributions: field(listOf(DISTRIBUTION), 'by observer, each figure the outage of one run'),
  violations: field(listOf(VIOLATION), 'outages over their limit'),
  failures: field(
    listOf(object<FailedFinding>('failed-finding', {run: RUN, ...FINDING_FIELDS})),
    'findings that fail the series (`--fail-on`)',
  ),
  isMeasured: field(BOOLEAN, 'whether every outage of every run had ended'),
});

export const TRIAL: PrintingCommand = {
  command: 'vip trial --json',
  about:
    'The [events](#events) of each run, ' +
    'after each run its report, and at the end a summary of all runs; see [trials.md](trials.md). `--out DIR` saves `run-0001.jsonl` and so on, what the ' +
    'software said as `run-0001-NODE.log`, and of the worst run `worst-NODE.pcapng`.',
  objects: [
    {kind: 'trial-report', means: 'after each run', shape: TRIAL_REPORT},
    {kind: 'summary', means: 'the last', shape: SUMMARY},
  ],
};
