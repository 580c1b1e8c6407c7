/**
 * What was told of one address: the last revision of each event, and what follows from them.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {VerdictName} from '../../explain/verdict.js';
import {type Interval, lengthOf, merged, outside, overlap} from '../../intervals.js';
import type {Bounds} from '../../outage.js';
import type {
  AddressEvent,
  DarkEvent,
  DarkOverEvent,
  FaultEvent,
  MovedEvent,
  TwoOwnersEvent,
  TwoOwnersOverEvent,
} from '../event.js';
import {AskedTime} from './asked-time.js';
import {type Incident, ofDark, ofMove, ofOutage} from './incident.js';
import type {Sight} from './sight.js';

/** How much of the time that is known of it was answered: parts of 1. */
export interface Availability {
  readonly least: number;
  readonly most: number;
}

export interface AddressSummary {
  readonly ip: IpAddress;
  readonly network: string;
  /** Which of several places saw it. */
  readonly place?: string;
  /** Undefined if nothing at all is known of it. */
  readonly availability: Availability | undefined;
  readonly dark: Required<Bounds>;
  /** Nanoseconds. */
  readonly knownNs: bigint;
  readonly unknownNs: bigint;
  /** How much of that it was watched, and nobody asked. */
  readonly unaskedNs: bigint;
  /** With two owners: whoever asked may have reached either. */
  readonly disputedNs: bigint;
  readonly moves: number;
  readonly faults: readonly VerdictName[];
  readonly incidents: readonly Incident[];
  /** For a picture. */
  readonly darkness: readonly Interval[];
  readonly unknown: readonly Interval[];
  readonly disputes: readonly Interval[];
}

export class AddressHistory {
  readonly #moves = new Map<string, MovedEvent>();
  readonly #darks = new Map<string, DarkEvent | DarkOverEvent>();
  readonly #disputes = new Map<string, TwoOwnersEvent | TwoOwnersOverEvent>();
  readonly #faults = new Map<string, FaultEvent>();
  readonly #asked = new AskedTime();

  constructor(
    readonly ip: IpAddress,
    readonly network: string,
    /** Which of several places saw it. */
    readonly place: string | undefined,
  ) {}

  /** How many events it holds. */
  get size(): number {
    return this.#moves.size + this.#darks.size + this.#disputes.size + this.#faults.size;
  }

  take(event: AddressEvent): void {
    if (event.kind === 'asked') for (const stretch of event.stretches) this.#asked.add(stretch);
    const held = this.#mapOf(event);
    if (held === undefined) return;
    if (event.isWithdrawn === true) held.delete(event.id);
    else held.set(event.id, event);
  }

  summary(sight: Sight): AddressSummary {
    const {span} = sight;
    const iface = this.network.split(' VLAN ', 1)[0] ?? '';
    const asked = this.#asked.stretches;
    const incidents = this.#incidents(asked);
    const darkness = merged(incidents.map(incident => outer(incident, span)));
    const blind = sight.blindOn(iface, this.place);
    // Where it was dark, somebody asked.
    const unasked = outside(span, merged([...asked, ...darkness]));
    const unknown = merged([...blind, ...unasked]);
    const unknownNs = overlap(span, unknown);
    const knownNs = span.to - span.from - unknownNs;
    const dark = darkIn(incidents, unknown, span, knownNs);
    const disputes = merged([...this.#disputes.values()].map(event => disputed(event, sight)));
    return {
      ...{ip: this.ip, network: this.network, incidents, dark, knownNs, unknownNs},
      ...(this.place === undefined ? {} : {place: this.place}),
      unaskedNs: unknownNs - overlap(span, blind),
      availability: availabilityOf(dark, knownNs),
      disputedNs: lengthOf(disputes),
      moves: this.#moves.size,
      faults: [...new Set([...this.#faults.values()].map(({verdict}) => verdict))],
      ...{darkness, unknown, disputes},
    };
  }

  #incidents(asked: readonly Interval[]): Incident[] {
    const darks = [...this.#darks.values()];
    const left = new Set(darks);
    const explained = new Map(
      darks.flatMap(one => (one.kind === 'dark-over' ? keysOf(one).map(key => [key, one] as const) : [])),
    );
    const moves = [...this.#moves.values()].map(move => {
      const dark = explained.get(move.id) ?? explained.get(boundsKey(move));
      const own = dark !== undefined && left.delete(dark) ? dark : undefined;
      return ofMove(move, own);
    });
    const lastAsked = (since: bigint) =>
      asked.find(({from, to}) => from <= since && to >= since)?.to ?? since;
    const others = [...left].map(one =>
      one.kind === 'dark' ? ofDark(one, lastAsked(one.at)) : ofOutage(one),
    );
    return [...moves, ...others];
  }

  #mapOf({kind}: AddressEvent): Map<string, AddressEvent> | undefined {
    const maps: Partial<Record<AddressEvent['kind'], Map<string, never>>> = {
      moved: this.#moves as Map<string, never>,
      dark: this.#darks as Map<string, never>,
      'dark-over': this.#darks as Map<string, never>,
      'two-owners': this.#disputes as Map<string, never>,
      'two-owners-over': this.#disputes as Map<string, never>,
      fault: this.#faults as Map<string, never>,
    };
    return maps[kind];
  }
}

function disputed(event: TwoOwnersEvent | TwoOwnersOverEvent, {ends, span}: Sight): Interval {
  return event.kind === 'two-owners-over'
    ? {from: event.since, to: event.at}
    : {from: event.at, to: ends.find(end => end >= event.at) ?? span.to};
}

/** It is told of both, the one before or after it was known of the other. */
function keysOf(dark: DarkOverEvent): string[] {
  return dark.move === undefined ? [boundsKey(dark)] : [dark.move, boundsKey(dark)];
}

function boundsKey({leastNs, mostNs}: Partial<Bounds>): string {
  return `${leastNs} ${mostNs}`;
}

/** Where it can have been dark. */
function outer({at, darkFrom = at, leastNs, mostNs}: Incident, span: Interval): Interval {
  const to = darkFrom + (mostNs ?? leastNs ?? 0n);
  return {from: darkFrom, to: to < span.to ? to : span.to};
}

function darkIn(
  incidents: readonly Incident[],
  unknown: readonly Interval[],
  span: Interval,
  knownNs: bigint,
): Required<Bounds> {
  let [leastNs, mostNs] = [0n, 0n];
  for (const incident of incidents) {
    if (incident.leastNs === undefined) continue;
    const all = outer(incident, span);
    mostNs += all.to - all.from - overlap(all, unknown);
    const certain = {from: all.from, to: all.from + incident.leastNs};
    leastNs += incident.leastNs - overlap(certain, unknown);
  }
  const within = (ns: bigint) => (ns < 0n ? 0n : ns > knownNs ? knownNs : ns);
  return {leastNs: within(leastNs < mostNs ? leastNs : mostNs), mostNs: within(mostNs)};
}

function availabilityOf({leastNs, mostNs}: Required<Bounds>, knownNs: bigint): Availability | undefined {
  if (knownNs <= 0n) return undefined;
  const part = (ns: bigint) => 1 - Number(ns) / Number(knownNs);
  return {least: part(mostNs), most: part(leastNs)};
}
