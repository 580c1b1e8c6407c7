/**
 * The moves and outages that a report on a watch lists, each with its length and cause. Values.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {ServiceName} from '../../conversations/facts.js';
import {VERDICTS, type VerdictName} from '../../explain/verdict.js';
import type {Bounds} from '../../outages/outage.js';
import type {DarkEvent, DarkOverEvent, MovedEvent, MoveKind} from '../event.js';

export interface Incident extends Partial<Bounds> {
  readonly at: bigint;
  readonly ip: IpAddress;
  readonly network: string;
  /** The one of several places that saw it. */
  readonly place?: string;
  /** The service, if only it was dark while the address answered others. */
  readonly service?: ServiceName;
  /** `outage` if no machine took it over. */
  readonly what: MoveKind | 'outage';
  /** A MAC, or the router where both masters share one. */
  readonly from?: MacAddress | IpAddress;
  readonly to?: MacAddress | IpAddress;
  readonly verdict?: VerdictName;
  readonly evidence?: string;
  readonly remedy?: string;
  /** Set if it may have happened while no watch was running. */
  readonly isUnwatched?: true;
  /** Its end was not seen. */
  readonly isOpen?: true;
  /** When the first question was not answered, where that is reported. */
  readonly darkFrom?: bigint;
}

export function ofMove(
  {move, leastNs, mostNs, ...event}: MovedEvent,
  dark: DarkOverEvent | undefined,
): Incident {
  const {at, ip, network, from, to, fromRouter, toRouter, verdict, evidence, remedy, isUnwatched} = event;
  const {place} = event;
  const bounds = leastNs === undefined && dark !== undefined ? dark : {leastNs, mostNs};
  const former = fromRouter ?? from;
  return {
    ...{at, ip, network, what: move, to: toRouter ?? to},
    ...(former === undefined ? {} : {from: former}),
    ...(bounds.leastNs === undefined ? {} : {leastNs: bounds.leastNs}),
    ...(bounds.mostNs === undefined ? {} : {mostNs: bounds.mostNs}),
    ...(bounds.leastNs !== undefined && bounds.mostNs === undefined ? {isOpen: true} : {}),
    ...(verdict === undefined ? {} : {verdict}),
    ...(evidence === undefined ? {} : {evidence}),
    ...(remedy === undefined ? {} : {remedy}),
    ...(isUnwatched === undefined ? {} : {isUnwatched}),
    ...(dark === undefined ? {} : {darkFrom: dark.since}),
    ...(place === undefined ? {} : {place}),
  };
}

export function ofOutage({ip, network, since, leastNs, mostNs, ...event}: DarkOverEvent): Incident {
  const {verdict, evidence, remedy, place, service} = event;
  return {
    ...{at: since, ip, network, what: 'outage', leastNs},
    ...(service === undefined ? {} : {service}),
    ...(mostNs === undefined ? {isOpen: true} : {mostNs}),
    ...(verdict === undefined ? {} : {verdict}),
    ...(evidence === undefined ? {} : {evidence}),
    ...(remedy === undefined ? {} : {remedy}),
    ...(place === undefined ? {} : {place}),
  };
}

/** An outage that was going on when the watch ended. @param until the last question, as far as that was reported */
export function ofDark({ip, network, place, at, leastNs, service}: DarkEvent, until: bigint): Incident {
  const lastedNs = until - at;
  return {
    ...{at, ip, network, what: 'outage', leastNs: lastedNs > leastNs ? lastedNs : leastNs, isOpen: true},
    ...(service === undefined ? {} : {service}),
    ...(place === undefined ? {} : {place}),
  };
}

/** The longest first; then the worst verdict, then the earliest. */
export function byGravity(a: Incident, b: Incident): number {
  const [most, other] = [longest(a), longest(b)];
  if (most !== other) return most > other ? -1 : 1;
  return severity(a) - severity(b) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
}

const ENDLESS = 1n << 63n;

function longest({leastNs, mostNs}: Incident): bigint {
  if (leastNs === undefined) return -1n;
  return mostNs ?? ENDLESS + leastNs;
}

function severity({verdict}: Incident): number {
  return verdict === undefined ? VERDICTS.length : VERDICTS.indexOf(verdict);
}
