/**
 * The report of one run of a trial.
 *
 * @module
 */

import {
  BOOLEAN,
  CLOCK_FIELDS,
  type Described,
  DURATION,
  EVENT_SHAPES,
  FINDING_PART,
  FORECAST_FIELDS,
  field,
  IP,
  listOf,
  MAC,
  object,
  optional,
  TEXT,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {
  AddressOutcome,
  ForecastOutcome,
  LastWords,
  MachineClock,
  SentAnnouncement,
  TrialReport,
} from '@vip/core';
import {FINDINGS, type TrialFindingObject, type TrialReportObject} from '@vip/core/internal';
import {OBSERVER} from './trial-observer.js';
import {SESSIONS} from './trial-sessions.js';

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

/** A finding of a run; `code` is one of `FINDINGS`. */
export const FINDING_OF_TRIAL = {
  ...FINDING_PART,
  code: field(wordsOf(Object.keys(FINDINGS)), 'see [trials.md](trials.md)'),
  text: field(TEXT, 'the same as `evidence`'),
};

const FORECAST_OUTCOME = object<ForecastOutcome>('forecast-outcome', {
  ...FORECAST_FIELDS,
  takeoverNs: optional(DURATION, 'measured interval that `takeover` predicts; absent if no node took over'),
  addresses: field(
    listOf(
      object<AddressOutcome>('address-outcome', {
        ip: field(IP, 'the address'),
        cameTrue: optional(BOOLEAN, 'whether it came true there; absent if the trial cannot tell'),
        measured: field(TEXT, 'what was measured, as a sentence'),
      }),
    ),
    'what became of it at each of `ips`',
  ),
});

export const TRIAL_REPORT_FIELDS: Described<TrialReportObject> = {
  trial: field(EVENT_SHAPES.trial, 'the event with which it began'),
  observers: field(listOf(OBSERVER), 'what happened at each observer'),
  announcements: field(listOf(ANNOUNCEMENT), 'announcements of the VIP'),
  owners: field(listOf(TEXT), 'nodes that held the address at the end'),
  secondOwners: optional(listOf(TEXT), 'both families only: nodes that held the IPv6 address at the end'),
  furtherOwners: optional(
    listOf(listOf(TEXT)),
    'several VIPs of a cluster: for each one after the first, the nodes that held it at the end',
  ),
  clocks: optional(
    listOf(
      object<MachineClock>('machine-clock', {
        node: field(TEXT, 'the machine'),
        ...CLOCK_FIELDS,
      }),
    ),
    'for a cluster: how well the clock of each machine is known',
  ),
  sessions: optional(SESSIONS, 'what became of the TCP sessions; absent without `--tcp`'),
  forecasts: optional(
    listOf(FORECAST_OUTCOME),
    'what `vip audit` predicted for the addresses of each instance, and whether it came true',
  ),
  findings: field(
    listOf(object<TrialFindingObject>('trial-finding', FINDING_OF_TRIAL)),
    'what to bear in mind when reading the figures',
  ),
  isMeasured: field(BOOLEAN, 'whether the run was completed and every outage had ended'),
  failure: optional(FAILURE, 'why the run could not be made or completed'),
  tookNs: field(DURATION, 'duration of the whole run'),
};
