/**
 * The reports about one address: the last revision of each event, and the summary of them.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type Interval, lengthOf, merged, outside, overlap} from '../../collections/intervals.js';
import type {ServiceName} from '../../conversations/facts.js';
import {interfaceIn} from '../../explain/frames/networks.js';
import type {VerdictName} from '../../explain/verdict.js';
import type {Bounds} from '../../outages/outage.js';
import type {
  AskedTimesEvent,
  DarkEvent,
  DarkOverEvent,
  FaultEvent,
  MovedEvent,
  TwoOwnersEvent,
  TwoOwnersOverEvent,
  WatchedAddressEvent,
} from '../event.js';
import {serviceId} from '../service-text.js';
import {AskedTime} from './asked-time.js';
import {type Availability, availabilityOf, darkIn, outer} from './dark-time.js';
import {type Incident, ofDark, ofMove, ofOutage} from './incident.js';
import {byLeast, ServiceHistory, type ServiceSummary} from './service-history.js';
import type {Sight} from './sight.js';

/** Maximum number of services of an address: a watch has sixteen at a time. */
const MOST_SERVICES = 256;

export interface AddressSummary {
  readonly ip: IpAddress;
  readonly network: string;
  /** The one of several places that saw it. */
  readonly place?: string;
  /** Undefined if nothing at all is known about it. */
  readonly availability: Availability | undefined;
  readonly dark: Required<Bounds>;
  /** Nanoseconds. */
  readonly knownNs: bigint;
  readonly unknownNs: bigint;
  /** The part of that in which it was watched, but nobody asked. */
  readonly unaskedNs: bigint;
  /** The time with two owners, either of which an asker may have reached. */
  readonly disputedNs: bigint;
  readonly moves: number;
  /** Services that were dark while the address answered others, the least available first. */
  readonly services: readonly ServiceSummary[];
  readonly faults: readonly VerdictName[];
  readonly incidents: readonly Incident[];
  /** Intervals to draw. */
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
  readonly #services = new Map<string, ServiceHistory>();

  constructor(
    readonly ip: IpAddress,
    readonly network: string,
    /** The one of several places that saw it. */
    readonly place: string | undefined,
  ) {}

  /** Number of events that it holds. */
  get size(): number {
    const own = this.#moves.size + this.#darks.size + this.#disputes.size + this.#faults.size;
    return [...this.#services.values()].reduce((sum, {darks}) => sum + darks.size, own);
  }

  take(event: WatchedAddressEvent): void {
    if (event.kind === 'asked') this.#takeAsked(event);
    const held = this.#mapOf(event);
    if (held === undefined) return;
    if (event.isWithdrawn === true) held.delete(event.id);
    else held.set(event.id, event);
  }

  #takeAsked({stretches, services = []}: AskedTimesEvent): void {
    for (const stretch of stretches) this.#asked.add(stretch);
    for (const {protocol, port, stretches: own} of services)
      for (const stretch of own) this.#serviceOf({protocol, port})?.asked(stretch);
  }

  summary(sight: Sight): AddressSummary {
    const {span} = sight;
    const iface = interfaceIn(this.network);
    const asked = this.#asked.stretches;
    const incidents = this.#incidents();
    const darkness = merged(incidents.map(incident => outer(incident, span)));
    const blind = sight.blindOn(iface, this.place);
    // If it was dark, somebody asked.
    const unasked = outside(span, merged([...asked, ...darkness]));
    const unknown = merged([...blind, ...unasked]);
    const unknownNs = overlap(span, unknown);
    const knownNs = span.to - span.from - unknownNs;
    const dark = darkIn(incidents, unknown, span, knownNs);
    const services = [...this.#services.values()].filter(({darks}) => darks.size > 0);
    const disputes = merged([...this.#disputes.values()].map(event => disputed(event, sight)));
    return {
      ...{ip: this.ip, network: this.network, dark, knownNs, unknownNs},
      incidents: [...incidents, ...services.flatMap(service => service.incidents())],
      services: services.map(one => one.summary(incidents, span, blind)).sort(byLeast),
      ...(this.place === undefined ? {} : {place: this.place}),
      unaskedNs: unknownNs - overlap(span, blind),
      availability: availabilityOf(dark, knownNs),
      disputedNs: lengthOf(disputes),
      moves: this.#moves.size,
      faults: [...new Set([...this.#faults.values()].map(({verdict}) => verdict))],
      ...{darkness, unknown, disputes},
    };
  }

  #incidents(): Incident[] {
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
    const others = [...left].map(one =>
      one.kind === 'dark' ? ofDark(one, this.#asked.until(one.at)) : ofOutage(one),
    );
    return [...moves, ...others];
  }

  #serviceOf(name: ServiceName): ServiceHistory | undefined {
    const id = serviceId(name);
    const known = this.#services.get(id);
    if (known !== undefined || this.#services.size >= MOST_SERVICES) return known;
    const made = new ServiceHistory(name);
    this.#services.set(id, made);
    return made;
  }

  #mapOf(event: WatchedAddressEvent): Map<string, WatchedAddressEvent> | undefined {
    if ('service' in event && event.service !== undefined)
      return this.#serviceOf(event.service)?.darks as Map<string, never> | undefined;
    const maps: Partial<Record<WatchedAddressEvent['kind'], Map<string, never>>> = {
      moved: this.#moves as Map<string, never>,
      dark: this.#darks as Map<string, never>,
      'dark-over': this.#darks as Map<string, never>,
      'two-owners': this.#disputes as Map<string, never>,
      'two-owners-over': this.#disputes as Map<string, never>,
      fault: this.#faults as Map<string, never>,
    };
    return maps[event.kind];
  }
}

function disputed(event: TwoOwnersEvent | TwoOwnersOverEvent, {ends, span}: Sight): Interval {
  return event.kind === 'two-owners-over'
    ? {from: event.since, to: event.at}
    : {from: event.at, to: ends.find(end => end >= event.at) ?? span.to};
}

/** Keys by which the outage and the move that explains it find each other, whichever is reported first. */
function keysOf(dark: DarkOverEvent): string[] {
  return dark.move === undefined ? [boundsKey(dark)] : [dark.move, boundsKey(dark)];
}

function boundsKey({leastNs, mostNs}: Partial<Bounds>): string {
  return `${leastNs} ${mostNs}`;
}
