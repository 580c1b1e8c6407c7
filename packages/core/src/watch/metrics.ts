/**
 * A watch as Prometheus metrics. Their labels are bounded: addresses are those watched, and whatever else comes from the wire is one of a
 * few words.
 *
 * @module
 */

import type {WatchedEvent, WatchFigures} from '@vip/analysis/internal/watch';
import {Counter, collectDefaultMetrics, Gauge, Registry} from 'prom-client';
import {vipVersion} from '../version.js';
import {AddressMetrics} from './metrics/address-metrics.js';
import {RouterMetrics} from './metrics/router-metrics.js';
import {ServiceMetrics} from './metrics/service-metrics.js';

/** The totals of a capture since it began. */
export interface CaptureTotals {
  /** Which of several places it captures. */
  readonly place?: string;
  readonly received: number;
  readonly dropped: number;
  /** Whether that place delivers frames now, and how often it stopped. */
  readonly isUp?: boolean;
  readonly losses?: number;
}

export interface MetricsOptions {
  /** The figures of the watch, or of each place. */
  readonly figures: () => readonly WatchFigures[];
  readonly totals: () => readonly CaptureTotals[];
}

/** A page, and its content type. */
export interface MetricsPage {
  readonly type: string;
  /** Joined, they are the page: at most 2,000,000 octets of UTF-8. */
  readonly texts: readonly string[];
}

/** The size limit of a page, whatever is watched and however long the names are. */
export const MOST_PAGE_OCTETS = 2_000_000;

/** Reserved for the digits that the counts of left-out series can gain once they are known. */
const RESERVED_OCTETS = 64;

export class Metrics {
  readonly #registry = new Registry();
  /** The metrics of this process; collecting them takes milliseconds. */
  readonly #process = new Registry();
  readonly #options: MetricsOptions;
  readonly #addresses = new AddressMetrics();
  readonly #routers = new RouterMetrics();
  readonly #services = new ServiceMetrics();
  readonly #families = [
    ...[this.#addresses, this.#services, this.#routers].flatMap(({families}) => families),
    ...this.#addresses.histograms,
  ];
  /** Pages are written in one format at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly #frames = this.#counter('vip_capture_frames_total', 'Frames captured');
  readonly #dropped = this.#counter('vip_capture_dropped_total', 'Frames that the kernel dropped, unseen');
  readonly #losses = this.#counter('vip_place_losses_total', 'How often a place of --from was lost');
  readonly #up = new Gauge({
    name: 'vip_place_up',
    help: '1 while frames come from a place of --from',
    labelNames: ['place'],
    registers: [this.#registry],
  });
  readonly #beyond = new Gauge({
    name: 'vip_addresses_beyond',
    help: 'Addresses that are not watched for lack of room',
    registers: [this.#registry],
  });

  readonly #servicesBeyond = new Gauge({
    name: 'vip_services_beyond',
    help: 'Services of named addresses that have no series for lack of room',
    registers: [this.#registry],
  });

  readonly #seriesBeyond = new Gauge({
    name: 'vip_series_beyond',
    help: 'Series that are left out for lack of room on the page; each is of an address, a service or a virtual router',
    registers: [this.#registry],
  });

  constructor(options: MetricsOptions) {
    this.#options = options;
    collectDefaultMetrics({register: this.#process});
    new Gauge({
      name: 'vip_build_info',
      help: 'The version of vip',
      labelNames: ['version'],
      registers: [this.#registry],
    }).set({version: vipVersion()}, 1);
  }

  /** Counts an event that is reported once. */
  take(event: WatchedEvent): void {
    if (event.isWithdrawn !== true) this.#addresses.take(event);
  }

  /** @param isOpenMetrics whether the reader asks for that format */
  async page(isOpenMetrics: boolean): Promise<MetricsPage> {
    const write = this.#turn.then(() => this.#write(isOpenMetrics));
    this.#turn = write.catch(() => {});
    return write;
  }

  async #write(isOpenMetrics: boolean): Promise<MetricsPage> {
    const process = await this.#process.metrics();
    this.#collect();
    const texts = await this.#fitting(isOpenMetrics, Buffer.byteLength(process));
    const own = await this.#registry.metrics();
    if (!isOpenMetrics) return {type: Registry.PROMETHEUS_CONTENT_TYPE, texts: [process, ...texts, own]};
    return {
      type: Registry.OPENMETRICS_CONTENT_TYPE,
      texts: [openMetricsText(process), ...texts, openMetricsText(own), '# EOF\n'],
    };
  }

  /** As much of each family as there is room for beside the registries' metrics. @param octets the size of the process's */
  async #fitting(isOpenMetrics: boolean, octets: number): Promise<string[]> {
    this.#seriesBeyond.set(0);
    const own = Buffer.byteLength(await this.#registry.metrics());
    let room = MOST_PAGE_OCTETS - RESERVED_OCTETS - octets - own;
    let beyond = 0;
    const texts: string[] = [];
    for (const family of this.#families) {
      const fitting = family.text(isOpenMetrics, room);
      const left = family.size - fitting.series;
      room -= fitting.octets;
      beyond += left;
      if (this.#services.families.includes(family)) this.#servicesBeyond.inc(left);
      for (const text of fitting.texts) texts.push(text);
    }
    this.#seriesBeyond.set(beyond);
    return texts;
  }

  #collect(): void {
    const figures = this.#options.figures();
    this.#addresses.collect(figures);
    this.#services.collect(figures);
    this.#routers.collect(figures);
    this.#beyond.set(figures.reduce((sum, {beyond}) => sum + beyond, 0));
    this.#servicesBeyond.set(this.#services.beyond);
    for (const counter of [this.#frames, this.#dropped, this.#losses]) counter.reset();
    for (const totals of this.#options.totals()) this.#count(totals);
  }

  #count({place, received, dropped, isUp, losses}: CaptureTotals): void {
    const labels = place === undefined ? {} : {place};
    this.#frames.inc(labels, received);
    this.#dropped.inc(labels, dropped);
    if (losses !== undefined) this.#losses.inc(labels, losses);
    if (isUp !== undefined) this.#up.set(labels, isUp ? 1 : 0);
  }

  #counter(name: string, help: string) {
    return new Counter({name, help, labelNames: ['place'], registers: [this.#registry]});
  }
}

/**
 * prom-client's text in Prometheus' format, converted to OpenMetrics: a counter is named without the suffix of its series, and no line is
 * empty. A registry of prom-client that has written OpenMetrics once would keep those names in Prometheus' format as well.
 */
function openMetricsText(text: string): string {
  return text.replaceAll('\n\n', '\n').replace(/^(# (?:HELP|TYPE) \w+)_total /gm, '$1 ');
}
