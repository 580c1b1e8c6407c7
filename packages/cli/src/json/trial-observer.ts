/**
 * The figures of an observer in a trial's report.
 *
 * @module
 */

import {
  BOUNDS,
  COUNT,
  DURATION,
  field,
  IP,
  listOf,
  MAC,
  mapOf,
  object,
  optional,
  TEXT,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {BudgetPart, ObserverOutage, TrialObserverReport} from '@vip/core';
import {BUDGET_PARTS} from '@vip/core/internal';
import {HEALING} from './experiment.js';

const LEAST = field(DURATION, 'lower bound of its duration');
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
  detectionNs: optional(DURATION, 'only for `take`: time spent on duplicate address detection (IPv6)'),
  toSwitchNs: optional(DURATION, 'only for `deliver`: time until the announcement reached the switch'),
});

export const OBSERVER = object<TrialObserverReport>('trial-observer', {
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
