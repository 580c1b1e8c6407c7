/**
 * The words for a week of a watch, the same on a terminal and in a report. Pure.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {counted, formatDuration, formatSpan} from '@vip/analysis/internal';
import {
  type AddressSummary,
  type Availability,
  type BlindInterval,
  type Incident,
  type ServiceSummary,
  servicesText,
  type WatchHistory,
} from '@vip/analysis/internal/watch';
import {utcTime} from '@vip/arp/describe';

/** The time that the figure refers to: silence is no evidence. */
export const AVAILABLE =
  'Availability is a share of the time that is known: the time in which the address was watched, and asked at least once a minute. ' +
  'While nothing was sent to it, whether it would have answered is unknown.';

/** `99.982 % to 99.984 %`: rounded down, so that nothing appears better than it was. */
export function availabilityText(availability: Availability | undefined): string {
  if (availability === undefined) return 'unknown';
  const [least, most] = [percent(availability.least), percent(availability.most)];
  return least === most ? least : `${least} to ${most}`;
}

function percent(part: number): string {
  return `${Math.floor(part * 100_000) / 1000} %`;
}

/** `10 s to 11 s`, `at least 10 s`. */
export function darkBoundsText({leastNs, mostNs}: Partial<Bounds>): string {
  if (leastNs === undefined) return '';
  if (mostNs === undefined) return `at least ${formatSpan(leastNs)}`;
  if (mostNs === 0n) return 'never';
  if (leastNs === 0n) return `less than ${formatSpan(mostNs)}`;
  const [least, most] =
    mostNs < MINUTE_NS ? [leastNs, mostNs].map(formatDuration) : [leastNs, mostNs].map(formatSpan);
  return least === most ? `${least}` : `${least} to ${most}`;
}

const MINUTE_NS = 60_000_000_000n;

/** `2026-11-23 05:28:25 UTC` */
export function secondText(at: bigint): string {
  return `${utcTime(at).replace('T', ' ').slice(0, '2026-11-23 05:28:25'.length)} UTC`;
}

export function addressName({ip, network, place}: Named): string {
  const on = network === '' ? ip : `${ip} on ${network}`;
  return place === undefined ? on : `${on} at ${place}`;
}

/** An address or a virtual router, by its name. */
interface Named {
  readonly ip: string;
  readonly network: string;
  readonly place?: string;
}

/** `02:00:00:00:00:10 to 02:00:00:00:00:11` */
export function ownersText({from, to}: Incident): string {
  if (to === undefined) return '';
  return from === undefined ? `to ${to}` : `${from} to ${to}`;
}

export function incidentText(incident: Incident): string {
  const {what, isUnwatched, service} = incident;
  const owners = ownersText(incident);
  const unwatched = isUnwatched === true ? ', perhaps while nobody watched' : '';
  const dark = darkBoundsText(incident);
  const length = dark === '' || dark === 'never' ? '' : `, dark for ${dark}`;
  const of = service === undefined ? '' : ` of ${servicesText([service])} alone`;
  return `${what === 'outage' ? `outage${of}` : `moved (${what}${unwatched}), ${owners}`}${length}`;
}

/** One sentence on the whole. */
export function historyVerdict({addresses, incidents}: WatchHistory): string {
  const [worst] = addresses;
  if (worst === undefined) return 'No address was seen.';
  if (incidents.length === 0 && worst.disputedNs === 0n)
    return `No address moved, and none was seen dark. ${knownText(worst)}`;
  if (worst.availability === undefined)
    return `It is not known how available any address was. ${knownText(worst)}`;
  if (addresses.every(isNeverDark)) return `${neverDarkText(addresses)}. ${knownText(worst)}`;
  const service = worstService(worst);
  const {availability, dark} = service ?? worst;
  const of = service === undefined ? '' : `${servicesText([service])} of `;
  return `${of}${addressName(worst)} fared worst: ${availabilityText(availability)} available, dark for ${darkBoundsText(dark)}. ${knownText(worst)}`;
}

function isNeverDark({dark, services}: AddressSummary): boolean {
  return [{dark}, ...services].every(one => one.dark.mostNs === 0n);
}

function neverDarkText(addresses: readonly AddressSummary[]): string {
  const disputed = addresses.filter(({disputedNs}) => disputedNs > 0n);
  const [first, ...more] = disputed;
  if (first === undefined) return 'No address was seen dark';
  const others = more.length === 0 ? '' : ` and ${counted(more.length, 'other')}`;
  return `No address was seen dark, but ${addressName(first)}${others} had two owners at once`;
}

/** The service with the worst availability, if it is less available than the address itself. */
function worstService({availability, services: [worst]}: AddressSummary): ServiceSummary | undefined {
  return worst?.availability !== undefined && worst.availability.least < (availability?.least ?? 2)
    ? worst
    : undefined;
}

/** Beside the address, the worst of its services. `TCP port 443` */
export function serviceRow({services: [worst]}: AddressSummary): readonly string[] | undefined {
  if (worst === undefined) return undefined;
  return [servicesText([worst]), availabilityText(worst.availability), darkBoundsText(worst.dark)];
}

function knownText({knownNs, unknownNs}: AddressSummary): string {
  return unknownNs === 0n
    ? `All ${formatSpan(knownNs)} of the time is known.`
    : `${formatSpan(knownNs)} of the time is known, ${formatSpan(unknownNs)} is not.`;
}

/** Which part of the time is unknown, and why: a sentence for each reason. */
export function blindTexts({addresses, blind, clockSteps}: WatchHistory): string[] {
  const reasons = [...new Set(blind.map(({why}) => why))];
  return [
    ...reasons.map(why => blindText(blind.filter(one => one.why === why))),
    ...unaskedText(addresses),
    ...(clockSteps === 0
      ? []
      : [`The clock was set ${counted(clockSteps, 'time')}: times around it are off by as much.`]),
  ];
}

function unaskedText(addresses: readonly AddressSummary[]): string[] {
  const silent = addresses.filter(({unaskedNs}) => unaskedNs >= MINUTE_NS);
  const [first] = silent;
  if (first === undefined) return [];
  const longest = silent.reduce((a, b) => (b.unaskedNs > a.unaskedNs ? b : a), first);
  const which =
    silent.length === 1
      ? addressName(longest)
      : `${silent.length} addresses for a part of the time, ${addressName(longest)} the longest`;
  return [`Unknown: nobody asked ${which}: ${formatSpan(longest.unaskedNs)}.`];
}

function blindText(intervals: readonly BlindInterval[]): string {
  const sum = intervals.reduce((all, {from, to}) => all + to - from, 0n);
  const longest = intervals.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  const {why, iface, place, from} = longest;
  const names = [iface, place].filter(name => name !== undefined);
  const where = names.length === 0 ? '' : ` (${names.join(' at ')})`;
  const which = intervals.length === 1 ? 'at' : 'the longest at';
  return `Unknown: ${why}${where} ${counted(intervals.length, 'time')}, ${formatSpan(sum)} in all, ${which} ${secondText(from)}.`;
}
