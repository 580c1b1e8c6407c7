/**
 * The history of a watch, from its events: the outages and moves of each address in a week, and the times of which nothing is known. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {Interval} from '../../collections/intervals.js';
import type {AdvertGapEvent, AdvertGapOverEvent, WatchedEvent} from '../event.js';
import {AddressHistory, type AddressSummary} from './address-history.js';
import {byGravity, type Incident} from './incident.js';
import {type BlindInterval, Sight} from './sight.js';

/** Maximum number of addresses, and of events kept of them: as many as one address has that moves every three seconds for a week. */
const MOST_ADDRESSES = 8192;
const MOST_EVENTS = 200_000;

export interface WatchHistory {
  readonly span: Interval;
  /** The worst first. */
  readonly addresses: readonly AddressSummary[];
  /** Of all addresses, the worst first. */
  readonly incidents: readonly Incident[];
  readonly gaps: readonly (AdvertGapEvent | AdvertGapOverEvent)[];
  /** When no watch was running, and why. */
  readonly blind: readonly BlindInterval[];
  /** How many times the clock was set; times around a step are off by as much. */
  readonly clockSteps: number;
}

export class HistoryFold {
  readonly #sight = new Sight();
  readonly #addresses = new Map<string, AddressHistory>();
  readonly #gaps = new Map<string, AdvertGapEvent | AdvertGapOverEvent>();
  #clockSteps = 0;
  #taken = 0;

  /** @throws VipError `MALFORMED` for more than any watch reports */
  take(event: WatchedEvent): void {
    this.#taken++;
    if (event.kind === 'watch') {
      if (event.what === 'clock') this.#clockSteps++;
      this.#sight.take(event);
      return;
    }
    this.#sight.saw(event.at);
    if ('ip' in event) this.#historyOf(event).take(event);
    else if (event.isWithdrawn === true) this.#gaps.delete(event.id);
    else this.#gaps.set(event.id, event);
    if (this.#taken % MOST_EVENTS === 0) this.#checkSize();
  }

  /** @returns undefined if there was no event */
  end(): WatchHistory | undefined {
    if (this.#taken === 0) return undefined;
    this.#sight.end();
    const addresses = [...this.#addresses.values()].map(one => one.summary(this.#sight)).sort(byNeed);
    const incidents = addresses.flatMap(({incidents: own}) => own).sort(byGravity);
    return {
      ...{span: this.#sight.span, addresses, incidents, blind: this.#sight.blind},
      ...{gaps: [...this.#gaps.values()], clockSteps: this.#clockSteps},
    };
  }

  #historyOf({ip, network, place}: Extract<WatchedEvent, {ip: unknown}>): AddressHistory {
    const name = `${ip} ${network} ${place ?? ''}`;
    let history = this.#addresses.get(name);
    if (history === undefined) {
      history = new AddressHistory(ip, network, place);
      this.#addresses.set(name, history);
      if (this.#addresses.size > MOST_ADDRESSES)
        throw new VipError('MALFORMED', `expected ${MOST_ADDRESSES} addresses or fewer, got more`);
    }
    return history;
  }

  #checkSize(): void {
    const size = [...this.#addresses.values()].reduce((sum, one) => sum + one.size, this.#gaps.size);
    if (size > MOST_EVENTS)
      throw new VipError(
        'MALFORMED',
        `expected ${MOST_EVENTS} moves and outages or fewer, got more; report shorter stretches of time`,
      );
  }
}

/** The least available first, and those about which nothing is known last; then by the time with two owners, the number of moves, and the name. */
function byNeed(a: AddressSummary, b: AddressSummary): number {
  return (
    leastOf(a) - leastOf(b) ||
    Number(b.disputedNs - a.disputedNs) ||
    b.faults.length - a.faults.length ||
    b.moves - a.moves ||
    a.ip.localeCompare(b.ip, 'en', {numeric: true}) ||
    (`${a.network} ${a.place ?? ''}` < `${b.network} ${b.place ?? ''}` ? -1 : 1)
  );
}

/** The availability of the address, or of its worst service. */
function leastOf({availability, services: [worst]}: AddressSummary): number {
  return Math.min(availability?.least ?? 2, worst?.availability?.least ?? 2);
}
