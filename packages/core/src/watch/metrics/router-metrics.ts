/**
 * The metrics of virtual routers. Their number is bounded, so none is forgotten.
 *
 * @module
 */

import type {RouterFigures, WatchFigures} from '@vip/analysis/internal/watch';
import type {MetricFamily} from './family.js';
import {Information} from './information.js';
import {Labels, secondsOf, whereOf} from './labels.js';
import {Gauge} from './value-family.js';

export class RouterMetrics {
  /** The labels of each. */
  readonly #labels = new Map<string, Information>();
  readonly #gap = new Gauge({
    name: 'vip_advert_gap_seconds',
    help: "Time since the master's last advertisement",
  });
  readonly #interval = new Gauge({
    name: 'vip_advert_interval_seconds',
    help: 'How often the master says it advertises',
  });
  readonly #master = new Gauge({name: 'vip_master_info', help: 'The master of a virtual router'});

  readonly families: readonly MetricFamily[] = [this.#gap, this.#interval, this.#master];

  /** @param places the watched places */
  collect(places: readonly WatchFigures[]): void {
    for (const {routers, now, place} of places)
      for (const figures of routers) this.#collectOne(this.#labelsOf(figures, place), figures, now);
  }

  #collectOne(labels: Information, figures: RouterFigures, now: bigint): void {
    const {router: source, mac = '', priority, lastAt, intervalNs} = figures;
    this.#gap.set(labels.own, secondsOf(now - lastAt));
    this.#interval.set(labels.own, secondsOf(intervalNs));
    labels.show(this.#master, {source, mac, priority});
  }

  #labelsOf({network, protocol, vrid, isIpv6}: RouterFigures, place: string | undefined): Information {
    const family = isIpv6 ? 'IPv6' : 'IPv4';
    const name = `${place ?? ''}/${network}/${protocol}/${vrid}/${family}`;
    let labels = this.#labels.get(name);
    if (labels === undefined) {
      labels = new Information(new Labels({...whereOf(network, place), protocol, vrid, family}));
      this.#labels.set(name, labels);
    }
    return labels;
  }
}
