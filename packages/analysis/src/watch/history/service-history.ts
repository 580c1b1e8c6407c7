/**
 * The reports about one service of an address: when it was dark while the address answered other questions, and when it was asked.
 *
 * @module
 */

import {type Interval, merged, outside, overlap} from '../../collections/intervals.js';
import type {ServiceName} from '../../conversations/facts.js';
import type {Bounds} from '../../outages/outage.js';
import type {DarkEvent, DarkOverEvent} from '../event.js';
import {AskedTime} from './asked-time.js';
import {type Availability, availabilityOf, darkIn} from './dark-time.js';
import {type Incident, ofDark, ofOutage} from './incident.js';

export interface ServiceSummary extends ServiceName {
  /** Its availability while it was asked, including outages of the whole address. Undefined if unknown. */
  readonly availability: Availability | undefined;
  readonly dark: Required<Bounds>;
  /** Nanoseconds. */
  readonly knownNs: bigint;
}

export class ServiceHistory {
  readonly darks = new Map<string, DarkEvent | DarkOverEvent>();
  readonly #asked = new AskedTime();

  constructor(readonly name: ServiceName) {}

  asked(stretch: Interval): void {
    this.#asked.add(stretch);
  }

  incidents(): Incident[] {
    return [...this.darks.values()].map(one =>
      one.kind === 'dark' ? ofDark(one, this.#asked.until(one.at)) : ofOutage(one),
    );
  }

  /** @param ofAddress when nothing was answered at all. @param blind when nobody watched */
  summary(ofAddress: readonly Incident[], span: Interval, blind: readonly Interval[]): ServiceSummary {
    const own = this.incidents();
    // If it was dark, somebody asked.
    const asked = merged([
      ...this.#asked.stretches,
      ...own.map(one => ({from: one.at, to: one.at + (one.leastNs ?? 0n)})),
    ]);
    const unknown = merged([...blind, ...outside(span, asked)]);
    const knownNs = span.to - span.from - overlap(span, unknown);
    const dark = darkIn([...own, ...ofAddress], unknown, span, knownNs);
    return {...this.name, dark, knownNs, availability: availabilityOf(dark, knownNs)};
  }
}

/** The least available first. */
export function byLeast(a: ServiceSummary, b: ServiceSummary): number {
  return (a.availability?.least ?? 2) - (b.availability?.least ?? 2) || Number(b.dark.mostNs - a.dark.mostNs);
}
