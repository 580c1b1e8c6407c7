/**
 * The report on a week of a watch. Pure.
 *
 * @module
 */

import {counted, formatSpan, type VerdictName} from '@vip/analysis/internal';
import {
  type AddressSummary,
  type Incident,
  type Interval,
  servicesText,
  type WatchHistory,
} from '@vip/analysis/internal/watch';
import {utcTime} from '@vip/arp/describe';
import {
  AVAILABLE,
  addressName,
  availabilityText,
  blindTexts,
  darkBoundsText,
  historyVerdict,
  ownersText,
  secondText,
  serviceRow,
} from '../views/history-words.js';
import type {HistoryBand, HistoryData, IncidentData, ReportData, ReportVerdict} from './data.js';

/** The limit for one page: a browser has to lay them out. */
const MOST_ADDRESSES = 1000;
const MOST_INCIDENTS = 1000;

/** Within this distance, nothing is drawn separately. */
const MOST_BANDS = 500;

export interface HistoryReportOptions {
  readonly history: WatchHistory;
  /** The file of events. */
  readonly name: string;
  readonly command: string;
  readonly version: string;
}

export function historyReport({history, name, command, version}: HistoryReportOptions): ReportData {
  const {span, addresses, incidents} = history;
  return {
    title:
      addresses.length === 1
        ? `${addressName(only(addresses))}, watched`
        : `${counted(addresses.length, 'address', 'addresses')}, watched`,
    subtitle: `${name}: ${secondText(span.from)} to ${secondText(span.to)}, ${formatSpan(span.to - span.from)}`,
    startedAt: utcTime(span.from),
    answers: [],
    verdict: {
      word:
        incidents.length === 0
          ? 'No outage seen'
          : counted(incidents.length, 'move or outage', 'moves and outages'),
      text: historyVerdict(history),
    },
    findings: blindTexts(history),
    runs: [],
    stories: [],
    matrices: [],
    tables: [],
    history: historyData(history),
    told: [],
    measured: [
      ['vip', version],
      ['events', name],
      ['what is known', AVAILABLE],
      ...leftOut(addresses.length - MOST_ADDRESSES, 'addresses'),
      ...leftOut(incidents.length - MOST_INCIDENTS, 'moves and outages'),
    ],
    repeat: {command, files: []},
  };
}

function only([first]: readonly AddressSummary[]): AddressSummary {
  if (first === undefined) throw new RangeError('expected an address');
  return first;
}

function leftOut(count: number, what: string): (readonly [string, string])[] {
  return count <= 0 ? [] : [['left out', `${count} ${what}, less serious than these`]];
}

function historyData({span, addresses, incidents, gaps}: WatchHistory): HistoryData {
  return {
    addresses: addresses.slice(0, MOST_ADDRESSES).map(one => ({
      name: addressName(one),
      availability: availabilityText(one.availability),
      dark: darkBoundsText(one.dark),
      ...serviceOf(one),
      unknown: spanOrNothing(one.unknownNs),
      twoOwners: spanOrNothing(one.disputedNs),
      moves: one.moves,
      bands: bandsOf(one, span),
    })),
    incidents: incidents.slice(0, MOST_INCIDENTS).map(incidentData),
    gaps: gaps
      .slice(0, MOST_INCIDENTS)
      .map(gap => [
        secondText(gap.kind === 'advert-gap' ? gap.at : gap.since),
        addressName({...gap, ip: `${gap.protocol} ${gap.vrid}`}),
        gap.kind === 'advert-gap' ? 'not heard again' : formatSpan(gap.lastedNs),
        gap.router,
      ]),
  };
}

function serviceOf(one: AddressSummary): {readonly service?: readonly string[]} {
  const service = serviceRow(one);
  return service === undefined ? {} : {service};
}

function spanOrNothing(ns: bigint): string {
  return ns === 0n ? '–' : formatSpan(ns);
}

/** Later items hide earlier ones, so that an outage is always visible. */
function bandsOf({unknown, disputes, darkness}: AddressSummary, span: Interval): HistoryBand[] {
  const length = Number(span.to - span.from);
  const part = (at: bigint) => {
    const ratio = length === 0 ? 0 : Number(at - span.from) / length;
    return Number(Math.min(1, Math.max(0, ratio)).toFixed(5));
  };
  const band = (what: HistoryBand['what']) => (one: Interval) => ({
    from: part(one.from),
    to: part(one.to),
    what,
  });
  return [
    ...unknown.slice(0, MOST_BANDS).map(band('unknown')),
    ...disputes.slice(0, MOST_BANDS).map(band('two-owners')),
    ...darkness.slice(0, MOST_BANDS).map(band('dark')),
  ];
}

/** Verdicts that are no fault: it went as intended. */
const SOUND: ReadonlySet<VerdictName> = new Set(['HEALTHY']);

function incidentData(incident: Incident): IncidentData {
  const {at, what, remedy = '', isUnwatched, service} = incident;
  const of = service === undefined ? '' : ` of ${servicesText([service])} alone`;
  return {
    at: secondText(at),
    address: addressName(incident),
    what: isUnwatched === true ? `${what}, perhaps while nobody watched` : `${what}${of}`,
    owners: ownersText(incident) || '–',
    dark: darkBoundsText(incident) || '–',
    verdict: verdictOf(incident),
    remedy,
  };
}

function verdictOf({verdict, evidence = ''}: Incident): ReportVerdict {
  if (verdict === undefined) return {word: 'NO VERDICT', text: 'The events end before there was one.'};
  return {
    ...(verdict === 'CANNOT_TELL' ? {} : {held: SOUND.has(verdict)}),
    ...{word: verdict, text: evidence},
  };
}
