/**
 * The metrics of the services of named addresses. Anyone can forge answers, so each address has only a few, and all
 * together fit on a page.
 *
 * @module
 */

import type {AddressFigures, ServiceName, WatchFigures} from '@vip/analysis/internal/watch';
import {networkText} from '@vip/analysis/internal/watch';
import type {MetricFamily} from './family.js';
import {Labels, whereOf} from './labels.js';
import {Gauge} from './value-family.js';

/** The limit for all addresses together; further services are only counted. */
const MOST_SERVICES = 2048;

export class ServiceMetrics {
  readonly #labels = new Map<string, Labels>();
  readonly #dark = new Gauge({
    name: 'vip_service_dark',
    help: '1 while nobody who asks for this service is served, though the address answers others',
  });
  readonly families: readonly MetricFamily[] = [this.#dark];
  /** How many did not fit. */
  beyond = 0;

  /** @param places the watched places */
  collect(places: readonly WatchFigures[]): void {
    const gone = new Set(this.#labels.keys());
    this.beyond = 0;
    for (const {addresses, place} of places)
      for (const address of addresses) if (address.isNamed) this.#collectOne(address, place, gone);
    for (const name of gone) this.#remove(name);
  }

  #collectOne(address: AddressFigures, place: string | undefined, gone: Set<string>): void {
    this.beyond += address.servicesBeyond;
    for (const service of address.services) {
      const name = nameOf(address, place, service);
      gone.delete(name);
      const labels = this.#labels.get(name) ?? this.#made(name, address, place, service);
      if (labels === undefined) this.beyond++;
      else this.#dark.set(labels, service.isDark ? 1 : 0);
    }
  }

  /** Undefined if there is no room for it. */
  #made(
    name: string,
    {ip, iface, vlans}: AddressFigures,
    place: string | undefined,
    {protocol, port}: ServiceName,
  ): Labels | undefined {
    if (this.#labels.size >= MOST_SERVICES) return undefined;
    const labels = new Labels({
      ...{ip, ...whereOf(networkText(iface, vlans), place)},
      ...{protocol, port: port === 0 ? '' : port},
    });
    this.#labels.set(name, labels);
    return labels;
  }

  #remove(name: string): void {
    const labels = this.#labels.get(name);
    this.#labels.delete(name);
    if (labels !== undefined) this.#dark.remove(labels);
  }
}

function nameOf(
  {ip, iface, vlans}: AddressFigures,
  place: string | undefined,
  {protocol, port}: ServiceName,
): string {
  return `${ip} ${iface} ${vlans} ${place ?? ''} ${protocol} ${port}`;
}
