/**
 * A week of a watch as lines of a terminal. Pure.
 *
 * @module
 */

import {counted, formatSpan, printable, wrap, wrapTo} from '@vip/analysis/internal';
import type {AddressSummary, Incident, WatchHistory} from '@vip/analysis/internal/watch';
import {
  AVAILABLE,
  addressName,
  availabilityText,
  blindTexts,
  darkBoundsText,
  historyVerdict,
  incidentText,
  secondText,
  serviceRow,
} from './history-words.js';
import {formatTable} from './table.js';

/** Rows that a terminal has room for; the page has them all. */
const MOST_ADDRESSES = 20;
const MOST_INCIDENTS = 10;

export function formatHistory(history: WatchHistory): string[] {
  const {span, addresses, incidents} = history;
  return [
    `${secondText(span.from)} to ${secondText(span.to)} (${formatSpan(span.to - span.from)})`,
    ...wrap(historyVerdict(history)),
    ...blindTexts(history).flatMap(wrap),
    ...formatTable({
      title: 'Availability, of the time that is known',
      columns: ['address', 'available', 'dark', 'unknown'],
      rows: addresses.slice(0, MOST_ADDRESSES).flatMap(rowsOf),
    }),
    ...more(addresses.length - MOST_ADDRESSES, 'address', 'addresses'),
    ...wrap(AVAILABLE),
    ...disputeLines(addresses),
    ...(incidents.length === 0
      ? []
      : ['', `${counted(incidents.length, 'move or outage', 'moves and outages')}, the worst first`]),
    ...incidents.slice(0, MOST_INCIDENTS).flatMap(incidentLines),
    ...more(incidents.length - MOST_INCIDENTS, 'move or outage', 'moves and outages'),
  ].map(line => printable(line));
}

/** The address, and its worst service below it. */
function rowsOf(one: AddressSummary): string[][] {
  const {availability, dark, unknownNs} = one;
  const unknown = unknownNs === 0n ? '' : formatSpan(unknownNs);
  const [service, ...ofService] = serviceRow(one) ?? [];
  return [
    [addressName(one), availabilityText(availability), darkBoundsText(dark), unknown],
    ...(service === undefined ? [] : [[`  ${service}`, ...ofService, '']]),
  ];
}

/** The addresses that had several owners at once, which is worse than dark. */
function disputeLines(addresses: readonly AddressSummary[]): string[] {
  const disputed = addresses.filter(({disputedNs}) => disputedNs > 0n);
  return disputed
    .slice(0, MOST_INCIDENTS)
    .map(one => `  ${addressName(one)} had two owners for ${formatSpan(one.disputedNs)}`);
}

function incidentLines(incident: Incident): string[] {
  const {verdict, evidence, remedy} = incident;
  return [
    `  ${secondText(incident.at)} ${addressName(incident)}`,
    ...indented(incidentText(incident)),
    ...(verdict === undefined ? [] : indented(evidence === undefined ? verdict : `${verdict}: ${evidence}`)),
    ...(remedy === undefined || remedy === '' ? [] : indented(`What to do: ${remedy}`)),
  ];
}

function indented(text: string): string[] {
  return wrapTo(80 - INDENT.length, text).map(line => `${INDENT}${line}`);
}

const INDENT = '    ';

function more(count: number, one: string, many: string): string[] {
  return count <= 0 ? [] : [`  and ${counted(count, one, many)} more`];
}
