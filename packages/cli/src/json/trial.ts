/**
 * @module
 */

import {
  BOOLEAN,
  BOUNDS,
  COUNT,
  type Described,
  DURATION,
  EVENT_SHAPES,
  FINDING_PART,
  FORECAST_FIELDS,
  field,
  IP,
  listOf,
  MAC,
  mapOf,
  NUMBER,
  object,
  optional,
  TEXT,
  wordsOf,
} from '@vip/analysis/schema';
import {
  BUDGET_PARTS,
  type BudgetPart,
  type Distribution,
  type FailedFindingObject,
  FINDINGS,
  type Figures,
  type ForecastOutcome,
  type HungSessions,
  type JudgementObject,
  type LastWords,
  type NewConnections,
  type ObserverOutage,
  type ObserverSessions,
  type SentAnnouncement,
  type SessionClass,
  type SessionsReport,
  type TrialFindingObject,
  type TrialObserverReport,
  type TrialReport,
  type TrialReportObject,
  type Violation,
} from '@vip/core';
import {HEALING} from './experiment.js';
import type {PrintingCommand} from './printed.js';

const LEAST = field(DURATION, 'lower bound of how long it lasted');
const MOST = optional(DURATION, 'upper bound; absent if it had not ended');
const ENDED_BY = optional(HEALING, 'what ended it; absent if no entry changed');

const OUTAGE = object<TrialObserverReport['outage']>('trial-outage', {
  leastNs: LEAST,
  mostNs: MOST,
  endedBy: ENDED_BY,
});

const EACH_OUTAGE = object<ObserverOutage>('each-outage', {
  leastNs: LEAST,
  mostNs: MOST,
  afterNs: field(DURATION, 'from the fault to its beginning'),
  endedBy: ENDED_BY,
});

const BUDGET = object<BudgetPart>('budget-part', {
  part: field(wordsOf(Object.keys(BUDGET_PARTS)), 'part of the outage; see [trials.md](trials.md)'),
  ns: optional(DURATION, 'its length; absent if unknown'),
  unknown: optional(TEXT, 'why it is unknown'),
  detectionNs: optional(DURATION, 'take only: duplicate address detection of IPv6'),
  toSwitchNs: optional(DURATION, 'delivery only: until the switch had it'),
});

const OBSERVER = object<TrialObserverReport>('trial-observer', {
  name: field(TEXT, 'name of the observer'),
  vip: field(IP, 'the address it probed'),
  outage: field(OUTAGE, 'the longest outage after the fault, or the one that had not ended'),
  dark: field(BOUNDS, 'sum of all outages'),
  outages: field(listOf(EACH_OUTAGE), 'all outages, oldest first'),
  lost: field(COUNT, 'probes lost after the fault'),
  requestsLost: field(COUNT, 'of these, those that reached no holder of the address'),
  answeredBy: field(mapOf(COUNT), 'answered probes, by the node that answered'),
  duplicates: field(COUNT, 'probes that were answered more than once'),
  budget: field(listOf(BUDGET), 'what the outage was spent on'),
  budgetFrom: field(wordsOf('fault', 'heal'), 'whether it counts from the fault or from its repair'),
  healings: field(listOf(HEALING), 'all changes of the entry after the fault'),
  believes: optional(MAC, 'MAC in the entry at the end'),
});

const ANNOUNCEMENT = object<SentAnnouncement>('sent-announcement', {
  afterNs: field(DURATION, 'time after the fault; negative if before it'),
  node: field(TEXT, 'node that sent it'),
  ip: field(IP, 'the address'),
  mac: field(MAC, 'MAC announced for the VIP'),
  form: field(TEXT, 'form of the announcement, in words'),
  heardBy: field(listOf(TEXT), 'nodes at which it arrived'),
});

const FAILURE = object<NonNullable<TrialReport['failure']>>('trial-failure', {
  message: field(TEXT, 'the reason'),
  lastWords: field(
    listOf(
      object<LastWords>('last-words', {
        node: field(TEXT, 'the node'),
        lines: field(listOf(TEXT), 'last lines that the software printed'),
      }),
    ),
    'last output, by node',
  ),
});

const FINDING_OF_TRIAL = {
  ...FINDING_PART,
  code: field(wordsOf(Object.keys(FINDINGS)), 'see [trials.md](trials.md)'),
  text: field(TEXT, 'the same as `evidence`'),
};

const FORECAST_OUTCOME = object<ForecastOutcome>('forecast-outcome', {
  ...FORECAST_FIELDS,
  cameTrue: optional(BOOLEAN, 'whether it came true; absent if the trial cannot tell'),
  takeoverNs: optional(DURATION, 'measured interval that `takeover` predicts; absent if nobody took over'),
  measured: field(TEXT, 'what was measured, as a sentence'),
});

const RUN = field(COUNT, 'number of the run, from 1');

const FIGURES = object<Figures>('figures', {
  count: field(COUNT, 'how many there are'),
  min: field(BOUNDS, 'the shortest'),
  p50: optional(BOUNDS, 'of 5 or more'),
  p95: optional(BOUNDS, 'of 20 or more'),
  max: field(BOUNDS, 'the longest'),
});

const SESSIONS = object<SessionsReport>('sessions', {
  classes: field(
    listOf(
      object<SessionClass>('session-class', {
        use: field(wordsOf('idle', 'read', 'write', 'connect'), 'what the sessions do'),
        intervalMs: optional(NUMBER, 'between two writes'),
        sessions: field(COUNT, 'sessions open at the fault, at all observers'),
        outcomes: field(
          object<SessionClass['outcomes']>('outcomes', {
            kept: field(COUNT, 'that continued'),
            reset: field(COUNT, 'that were reset'),
            'gave-up': field(COUNT, 'that timed out'),
            closed: field(COUNT, 'that an end closed'),
            hung: field(COUNT, 'still open and useless at the deadline'),
          }),
          'how many had which outcome',
        ),
        ended: optional(FIGURES, 'from the fault to their end'),
        reopened: optional(FIGURES, 'from the fault until others were open in their place'),
      }),
    ),
    'by use and pace',
  ),
  connections: optional(
    object<NewConnections>('new-connections', {
      begun: field(COUNT, 'started while the address did not answer'),
      failed: field(COUNT, 'that failed'),
      pending: field(COUNT, 'that were not established by the end'),
      took: optional(FIGURES, 'from the first SYN until established'),
      beyond: optional(FIGURES, 'from when the address answered again until established'),
    }),
    'connections started during the outage; absent if there were none',
  ),
  observers: field(
    listOf(
      object<ObserverSessions>('observer-sessions', {
        name: field(TEXT, 'name of the observer'),
        hung: field(COUNT, 'sessions that hang'),
        outage: optional(
          BOUNDS,
          'from the fault until the last session whose client was told was open again',
        ),
      }),
    ),
    'by observer',
  ),
  hung: field(COUNT, 'sessions that hang, at all observers'),
});

export const TRIAL_REPORT_FIELDS: Described<TrialReportObject> = {
  trial: field(EVENT_SHAPES.trial, 'the event with which it began'),
  observers: field(listOf(OBSERVER), 'what happened at each observer'),
  announcements: field(listOf(ANNOUNCEMENT), 'announcements of the VIP'),
  owners: field(listOf(TEXT), 'nodes that held the address at the end'),
  secondOwners: optional(listOf(TEXT), 'both families only: nodes that held the IPv6 address at the end'),
  sessions: optional(SESSIONS, 'what became of the TCP sessions; absent without `--tcp`'),
  forecast: optional(FORECAST_OUTCOME, 'what `vip audit` predicted, and whether it came true'),
  findings: field(
    listOf(object<TrialFindingObject>('trial-finding', FINDING_OF_TRIAL)),
    'what affects how the figures are to be read',
  ),
  isMeasured: field(BOOLEAN, 'whether the run was completed and every outage had ended'),
  failure: optional(FAILURE, 'why the run could not be made or completed'),
  tookNs: field(DURATION, 'duration of the whole run'),
};

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
    'the longest outage, the sum of all, or how long TCP sessions were useless',
  ),
  observer: field(TEXT, 'name of the observer'),
  mostNs: optional(DURATION, 'upper bound; absent if it had not ended'),
  limitNs: field(DURATION, 'the limit'),
});

const SUMMARY = object<JudgementObject & {kind: string; distributions: readonly Distribution[]}>(
  'trial-summary',
  {
    kind: field(wordsOf('summary'), 'what it is'),
    distributions: field(listOf(DISTRIBUTION), 'one for each observer; each figure is the outage of one run'),
    violations: field(listOf(VIOLATION), 'outages over their limit'),
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
    isMeasured: field(BOOLEAN, 'whether every outage of every run had ended'),
  },
);

export const TRIAL: PrintingCommand = {
  command: 'vip trial --json',
  about:
    'The [events](#events) of each run, ' +
    'after each run its report, and at the end a summary of all runs; see [trials.md](trials.md). `--out DIR` saves `run-0001.jsonl` and so on, what the ' +
    'software printed as `run-0001-NODE.log`, and of the worst run `worst-NODE.pcapng`.',
  objects: [
    {kind: 'trial-report', means: 'after each run', shape: TRIAL_REPORT},
    {kind: 'summary', means: 'printed last', shape: SUMMARY},
  ],
};
