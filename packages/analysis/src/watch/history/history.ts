/**
 * The history of a watch, from its events: what happened to each address in a week, and what is not known. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {Interval} from '../../collections/intervals.js';
import type {AdvertGapEvent, AdvertGapOverEvent, WatchedEvent} from '../event.js';
import {AddressHistory, type AddressSummary} from './address-history.js';
import {byGravity, type Incident} from './incident.js';
import {type BlindInterval, Sight} from './sight.js';

/** Addresses that a watch can have, and what is kept of them: an address that moves every three seconds of a week. */
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
  /** How often the clock was set: what is dated around it is out by as much. */
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

/** The least available first, and those about which nothing is known last; then by how long it had two owners, how often it moved, and its name. */
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

/** Of the address, or of its worst service. */
function leastOf({availability, services: [worst]}: AddressSummary): number {
  return Math.min(availability?.least ?? 2, worst?.availability?.least ?? 2);
}
