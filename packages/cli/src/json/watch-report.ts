/**
 * What `vip report --watch --json` prints, field by field.
 *
 * @module
 */

import {VERDICTS} from '@vip/analysis/internal';
import {
  BOOLEAN,
  COUNT,
  type Described,
  DURATION,
  field,
  IP,
  listOf,
  MOMENT,
  NUMBER,
  object,
  optional,
  SERVICE_NAME,
  SERVICE_OF,
  TEXT,
  wordsOf,
} from '@vip/analysis/internal/schema';
import {
  type AddressSummary,
  type BlindInterval,
  type Incident,
  MOVE_KINDS,
  type ServiceName,
  type ServiceSummary,
  type WatchHistory,
} from '@vip/analysis/internal/watch';
import type {PrintedObject} from './printed.js';

/** The object that is printed. */
export function historyObject({span, addresses, incidents, blind, clockSteps}: WatchHistory, file: string) {
  return {
    ...{kind: 'watch-report', file, from: span.from, to: span.to, clockSteps},
    addresses: addresses.map(summaryObject),
    incidents,
    blind,
  } as const;
}

function serviceObject({protocol, port, availability, dark, knownNs}: ServiceSummary): ServiceObject {
  return {protocol, port, ...availabilityObject(availability), ...darkObject(dark), knownNs};
}

interface ServiceObject extends ServiceName {
  readonly leastAvailable?: number;
  readonly mostAvailable?: number;
  readonly leastDarkNs: bigint;
  readonly mostDarkNs: bigint;
  readonly knownNs: bigint;
}

function availabilityObject(availability: AddressSummary['availability']) {
  const {least, most} = availability ?? {};
  return {
    ...(least === undefined ? {} : {leastAvailable: least}),
    ...(most === undefined ? {} : {mostAvailable: most}),
  };
}

function darkObject({leastNs, mostNs}: AddressSummary['dark']) {
  return {leastDarkNs: leastNs, mostDarkNs: mostNs};
}

function summaryObject({availability, dark, services, ...summary}: AddressSummary) {
  const {ip, network, knownNs, unknownNs, unaskedNs, disputedNs, moves, faults} = summary;
  const {place} = summary;
  return {
    ...{ip, network},
    ...(place === undefined ? {} : {place}),
    ...availabilityObject(availability),
    ...darkObject(dark),
    services: services.map(serviceObject),
    ...{knownNs, unknownNs, unaskedNs},
    ...{disputedNs, moves, faults},
  };
}

const SERVICE: Described<ServiceObject> = {
  ...SERVICE_NAME,
  leastAvailable: optional(
    NUMBER,
    'lower bound of its availability: the fraction, from 0 to 1, of the time with requests for it during which it was served; outages of the whole address count',
  ),
  mostAvailable: optional(NUMBER, 'its upper bound; both are absent if nothing is known'),
  leastDarkNs: field(DURATION, 'lower bound of the total time for which it was dark'),
  mostDarkNs: field(DURATION, 'its upper bound'),
  knownNs: field(DURATION, 'how long it was watched, and asked for at least once a minute'),
};

const SUMMARY: Described<ReturnType<typeof summaryObject>> = {
  ip: field(IP, 'the address'),
  network: field(TEXT, 'interface and VLANs'),
  place: optional(TEXT, 'the place of `--from` that saw it'),
  leastAvailable: optional(
    NUMBER,
    'lower bound of its availability: the fraction, from 0 to 1, of the known time during which it answered',
  ),
  mostAvailable: optional(NUMBER, 'its upper bound; both are absent if nothing is known'),
  leastDarkNs: field(DURATION, 'lower bound of the total time for which it was dark'),
  mostDarkNs: field(DURATION, 'its upper bound'),
  knownNs: field(DURATION, 'how long it was watched, and asked at least once a minute'),
  unknownNs: field(DURATION, 'how long it was not'),
  unaskedNs: field(DURATION, 'the part of that for which it was watched, but not asked'),
  disputedNs: field(DURATION, 'how long two machines had it'),
  moves: field(COUNT, 'changes of owner'),
  faults: field(listOf(wordsOf(VERDICTS)), 'other faults, each once'),
  services: field(
    listOf(object('watched-service', SERVICE)),
    'services that were dark while the address answered others, the least available first',
  ),
};

const INCIDENT: Described<Incident> = {
  at: field(MOMENT, 'when it happened, or began'),
  ip: field(IP, 'the address'),
  network: field(TEXT, 'interface and VLANs'),
  place: optional(TEXT, 'the place of `--from` that saw it'),
  service: optional(SERVICE_OF, 'the only service that was dark, while the address answered others'),
  what: field(wordsOf(MOVE_KINDS, 'outage'), 'what kind of move it was; `outage` if none explains it'),
  from: optional(TEXT, 'the old owner: a MAC, or a router where both share one'),
  to: optional(TEXT, 'the new owner'),
  leastNs: optional(DURATION, 'lower bound of the outage; absent if there was none, or no client asked'),
  mostNs: optional(DURATION, 'its upper bound; absent if its end was not seen'),
  verdict: optional(wordsOf(VERDICTS), 'see [explain.md](explain.md#verdicts)'),
  evidence: optional(TEXT, 'what shows it, a sentence'),
  remedy: optional(TEXT, 'what to do about it'),
  isUnwatched: optional(BOOLEAN, 'present if it may have happened while no watch was running'),
  isOpen: optional(BOOLEAN, 'present if its end was not seen'),
  darkFrom: optional(MOMENT, 'the first unanswered question; absent if the events do not tell'),
};

const BLIND: Described<BlindInterval> = {
  why: field(
    wordsOf('not watched', 'interface down', 'place not reached', 'frames dropped', 'events not written'),
    'why it is not known what happened',
  ),
  iface: optional(TEXT, 'the interface concerned; absent if all are'),
  place: optional(TEXT, 'the place concerned; absent if all are'),
  from: field(MOMENT, 'its beginning'),
  to: field(MOMENT, 'its end'),
};

export const WATCH_REPORT: PrintedObject = {
  kind: 'watch-report',
  means: 'with `--watch`: the history of the addresses, and where the report is',
  shape: object<ReturnType<typeof historyObject>>('watch-report', {
    kind: field(wordsOf('watch-report'), 'what it is'),
    file: field(TEXT, 'path of the report'),
    from: field(MOMENT, 'beginning of what the events cover'),
    to: field(MOMENT, 'end of what they cover'),
    clockSteps: field(COUNT, 'how often the clock was set'),
    addresses: field(listOf(object('watched-address', SUMMARY)), 'the least available first'),
    incidents: field(listOf(object('watched-incident', INCIDENT)), 'moves and outages, the worst first'),
    blind: field(listOf(object('watch-blind', BLIND)), 'when no watch was running'),
  }),
};
