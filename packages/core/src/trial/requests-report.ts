/**
 * What became of the HTTP requests of a trial's observers, by class. A pure function of its timeline.
 *
 * @module
 */

import type {Bounds, RequestEvent, TcpPlan, Timeline} from '@vip/analysis';
import {grouped} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {type Figures, figuresOf} from './figures.js';
import type {Moment} from './moments.js';

/** Requests of one use and pace, at all observers: those under way at the fault, and those sent since. */
export interface RequestClass {
  readonly use: RequestEvent['use'];
  /** Milliseconds. */
  readonly intervalMs: number;
  /** How many were sent that the fault can have affected. */
  readonly sent: number;
  /** How many were answered, by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many failed, by the error that the program got. */
  readonly errors: Readonly<Record<string, number>>;
  /** How many had no answer by the end. */
  readonly waiting: number;
  /** How long answers took before the fault. */
  readonly before?: Figures;
  /** How long answers took since. */
  readonly took?: Figures;
  /** For each observer: from the fault until the first answer after its last failed request. */
  readonly served?: Figures;
}

/** A request and its outcome. */
interface Asked {
  readonly use: RequestEvent['use'];
  readonly intervalMs: number;
  readonly sentAt: bigint;
  /** Absent while it waits. */
  readonly over?: {readonly at: bigint; readonly status?: number; readonly error?: string};
}

/** From here on an answer says that the server cannot serve (RFC 9110 §15.6). */
const FIRST_SERVER_ERROR = 500;

/** A request sent this shortly before the end, and not answered by then, shows nothing. Nanoseconds. */
const UNSETTLED_NS = 1_000_000_000n;

/** The observer's requests to one address that the fault can have affected, and those before. */
export interface ObserverRequests {
  readonly before: readonly Asked[];
  readonly since: readonly Asked[];
}

export function observerRequests(
  timeline: Timeline,
  node: string,
  vip: IpAddress,
  {begunAt}: Moment,
  end: bigint,
): ObserverRequests {
  const all = askedBy(timeline, node, vip, end);
  const isBefore = ({over}: Asked) => over !== undefined && over.at < begunAt;
  return {before: all.filter(isBefore), since: all.filter(one => !isBefore(one))};
}

/**
 * For each class: from the fault until the first answer after the last request that failed; without an upper bound if
 * none came. Classes all of whose requests were answered have none.
 */
export function servedAgain({since}: ObserverRequests, fault: Moment, end: bigint): Bounds[] {
  return [...grouped(since, classKey).values()].flatMap(own => servedAfter(own, fault, end) ?? []);
}

export function requestClasses(
  {groups}: TcpPlan,
  observers: readonly ObserverRequests[],
  fault: Moment,
  end: bigint,
): RequestClass[] {
  return groups.flatMap(({use, intervalMs}) => {
    const isOwn = (one: Asked) => one.use === use && one.intervalMs === intervalMs;
    const each = observers.map(({before, since}) => ({
      before: before.filter(isOwn),
      since: since.filter(isOwn),
    }));
    const since = each.flatMap(one => one.since);
    if ((use !== 'request' && use !== 'fetch') || intervalMs === undefined || since.length === 0) return [];
    const before = each.flatMap(one => one.before);
    const served = each.flatMap(one => servedAfter(one.since, fault, end) ?? []);
    return [
      {
        ...{use, intervalMs, sent: since.length},
        statuses: counts(since.map(({over}) => over?.status)),
        errors: counts(since.map(({over}) => over?.error)),
        waiting: since.filter(({over}) => over === undefined).length,
        ...figures('before', before.flatMap(tookOf)),
        ...figures('took', since.flatMap(tookOf)),
        ...figures('served', served),
      },
    ];
  });
}

function askedBy(timeline: Timeline, node: string, vip: IpAddress, end: bigint): Asked[] {
  const events = timeline.select('request', node).filter(({to, at}) => to === vip && at < end);
  const settled = new Map(
    events.filter(({phase}) => phase !== 'sent').map(event => [event.request, event] as const),
  );
  return events
    .filter(({phase}) => phase === 'sent')
    .map(({use, intervalMs, request, at: sentAt}) => {
      const over = settled.get(request);
      return {use, intervalMs, sentAt, ...(over === undefined ? {} : {over})};
    })
    .filter(({sentAt, over}) => over !== undefined || sentAt < end - UNSETTLED_NS);
}

function servedAfter(own: readonly Asked[], {begunAt, feltAt}: Moment, end: bigint): Bounds | undefined {
  const last = own.findLast(one => !isServed(one));
  if (last === undefined) return undefined;
  const next = own.find(one => one.sentAt > last.sentAt && isServed(one))?.over?.at;
  if (next === undefined) return {leastNs: end - feltAt};
  return {leastNs: next > feltAt ? next - feltAt : 0n, mostNs: next - begunAt};
}

function isServed({over}: Asked): boolean {
  return over?.status !== undefined && over.status < FIRST_SERVER_ERROR;
}

function tookOf({sentAt, over}: Asked): Bounds[] {
  if (over?.status === undefined) return [];
  return [{leastNs: over.at - sentAt, mostNs: over.at - sentAt}];
}

function classKey({use, intervalMs}: Asked): string {
  return `${use} ${intervalMs}`;
}

function counts(words: readonly (string | number | undefined)[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const word of words) if (word !== undefined) counted[word] = (counted[word] ?? 0) + 1;
  return counted;
}

function figures<K extends string>(name: K, all: readonly Bounds[]): {readonly [N in K]?: Figures} {
  return all.length === 0 ? {} : ({[name]: figuresOf(all)} as {readonly [N in K]?: Figures});
}
