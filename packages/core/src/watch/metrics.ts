/**
 * A watch as Prometheus metrics. Their labels are bounded: addresses are those watched, and whatever else comes from the wire is one of a
 * few words.
 *
 * @module
 */

import {printable} from '@vip/analysis/printable';
import type {
  AddressFigures,
  MovedEvent,
  RouterFigures,
  WatchedEvent,
  WatchFigures,
} from '@vip/analysis/watch';
import {MOVE_KINDS} from '@vip/analysis/watch';
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
  type RegistryContentType,
} from 'prom-client';
import {VERSION} from '../version.js';

/** Upper bounds of the histogram of outages: from what VRRP takes at its quickest to the life of a cache entry. Seconds. */
const OUTAGE_BUCKETS = [0.3, 1, 3, 10, 60];

/** Of the capture, since it began. */
export interface CaptureTotals {
  readonly received: number;
  readonly dropped: number;
}

export interface MetricsOptions {
  readonly figures: () => WatchFigures;
  readonly totals: () => CaptureTotals;
}

/** The text of a page, and its type. */
export interface MetricsPage {
  readonly type: string;
  readonly text: string;
}

const ADDRESS = ['ip', 'iface', 'vlan'] as const;
const ROUTER = ['iface', 'vlan', 'protocol', 'vrid', 'family'] as const;

export class Metrics {
  readonly #registry: Registry<RegistryContentType> = new Registry<RegistryContentType>();
  readonly #options: MetricsOptions;
  /** Moves that are counted already, each with its stale frames. */
  readonly #moves = new Map<string, number>();
  /** Addresses whose counters have begun. */
  readonly #begun = new Set<string>();
  /** The last move of each address. */
  readonly #last = new Map<string, MovedEvent>();
  /** The page is written in one format at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly #moved = this.#counter('vip_moves_total', 'Changes of owner, by what kind of change it was', [
    ...ADDRESS,
    'kind',
  ]);
  readonly #stale = this.#counter(
    'vip_stale_frames_total',
    'Frames to a MAC that no longer had the address',
    ADDRESS,
  );
  readonly #faults = this.#counter('vip_faults_total', 'Faults found, by verdict of vip explain', [
    ...ADDRESS,
    'verdict',
  ]);
  readonly #outages = new Histogram({
    name: 'vip_outage_seconds',
    help: 'Outages, from the last answer before to the first after; from question to question where one of them is not known',
    labelNames: ADDRESS,
    buckets: OUTAGE_BUCKETS,
    registers: [this.#registry],
  });
  readonly #lastOutage = this.#gauge(
    'vip_last_outage_seconds',
    'The last outage: it lasted at least and at most so long',
    [...ADDRESS, 'bound'],
  );
  readonly #lastMove = this.#gauge('vip_last_move_info', 'The last change of owner', [
    ...ADDRESS,
    'kind',
    'from',
    'to',
  ]);
  readonly #owner = this.#gauge('vip_owner_info', 'Who has the address', [...ADDRESS, 'mac']);
  readonly #owners = this.#gauge(
    'vip_owners',
    'How many have the address; 0 while that is not known',
    ADDRESS,
  );
  readonly #dark = this.#gauge('vip_dark', '1 while nobody who asks is answered', ADDRESS);
  readonly #announcements = this.#counter('vip_announcements_total', 'Announcements, by form', [
    ...ADDRESS,
    'form',
  ]);
  readonly #announced = this.#gauge(
    'vip_announcement_age_seconds',
    'Time since the last announcement',
    ADDRESS,
  );
  readonly #gap = this.#gauge('vip_advert_gap_seconds', "Time since the master's last advertisement", ROUTER);
  readonly #interval = this.#gauge(
    'vip_advert_interval_seconds',
    'How often the master says it advertises',
    ROUTER,
  );
  readonly #master = this.#gauge('vip_master_info', 'The master of a virtual router', [
    ...ROUTER,
    'source',
    'mac',
    'priority',
  ]);
  readonly #frames = this.#counter('vip_capture_frames_total', 'Frames captured');
  readonly #dropped = this.#counter('vip_capture_dropped_total', 'Frames that the kernel dropped, unseen');
  readonly #beyond = this.#gauge('vip_addresses_beyond', 'Addresses that are not watched for lack of room');

  constructor(options: MetricsOptions) {
    this.#options = options;
    collectDefaultMetrics({register: this.#registry});
    this.#gauge('vip_build_info', 'The version of vip', ['version']).set({version: VERSION}, 1);
  }

  /** Counts what is told once. */
  take(event: WatchedEvent): void {
    if (event.isWithdrawn === true) return;
    if (event.kind === 'moved') this.#takeMove(event);
    if (event.kind === 'fault') this.#faults.inc({...labelsOf(event), verdict: event.verdict});
    if (event.kind === 'two-owners') this.#faults.inc({...labelsOf(event), verdict: 'TWO_OWNERS'});
    // One that a move explains is counted with the move.
    if (event.kind === 'dark-over' && event.isGivenUp !== true && event.move === undefined)
      this.#takeOutage(labelsOf(event), event);
  }

  /** @param isOpenMetrics whether the reader asks for that format */
  async page(isOpenMetrics: boolean): Promise<MetricsPage> {
    const write = this.#turn.then(() => this.#write(isOpenMetrics));
    this.#turn = write.catch(() => {});
    return write;
  }

  async #write(isOpenMetrics: boolean): Promise<MetricsPage> {
    const type = isOpenMetrics ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
    this.#registry.setContentType(type);
    this.#collect();
    return {type, text: await this.#registry.metrics()};
  }

  #takeMove(event: MovedEvent): void {
    const {id, verdict, move, staleFrames} = event;
    const labels = labelsOf(event);
    const counted = this.#moves.get(id);
    if (verdict === undefined && counted === undefined) return;
    if (counted === undefined) {
      this.#last.set(`${event.ip} ${event.network}`, event);
      this.#moved.inc({...labels, kind: move});
      if (event.leastNs !== undefined) this.#takeOutage(labels, {...event, leastNs: event.leastNs});
    }
    if (staleFrames > (counted ?? 0)) this.#stale.inc(labels, staleFrames - (counted ?? 0));
    this.#moves.set(id, Math.max(counted ?? 0, staleFrames));
    // The oldest are not told again.
    if (this.#moves.size > MOST_MOVES) this.#moves.delete(this.#moves.keys().next().value as string);
  }

  #takeOutage(
    labels: Labels,
    {leastNs, mostNs}: {readonly leastNs: bigint; readonly mostNs?: bigint | undefined},
  ): void {
    const [least, most] = [secondsOf(leastNs), mostNs === undefined ? undefined : secondsOf(mostNs)];
    this.#outages.observe(labels, most ?? least);
    this.#lastOutage.set({...labels, bound: 'least'}, least);
    if (most === undefined) this.#lastOutage.remove({...labels, bound: 'most'});
    else this.#lastOutage.set({...labels, bound: 'most'}, most);
  }

  #collect(): void {
    const {addresses, routers, beyond, now} = this.#options.figures();
    for (const gauge of [
      this.#owner,
      this.#owners,
      this.#dark,
      this.#announced,
      this.#gap,
      this.#interval,
      this.#master,
    ])
      gauge.reset();
    this.#lastMove.reset();
    this.#announcements.reset();
    for (const address of addresses) this.#collectAddress(address, now);
    for (const router of routers) this.#collectRouter(router, now);
    this.#beyond.set(beyond);
    const {received, dropped} = this.#options.totals();
    this.#frames.reset();
    this.#frames.inc(received);
    this.#dropped.reset();
    this.#dropped.inc(dropped);
  }

  #collectAddress(
    {ip, iface, vlans, owner, owners, isDark, announcements, lastAnnouncedAt}: AddressFigures,
    now: bigint,
  ) {
    const labels = {ip, iface: printable(iface), vlan: vlans};
    this.#collectMoves(`${ip} ${networkOf(iface, vlans)}`, labels);
    if (owner !== undefined) this.#owner.set({...labels, mac: owner}, 1);
    this.#owners.set(labels, owners);
    this.#dark.set(labels, isDark ? 1 : 0);
    for (const [form, count] of announcements) this.#announcements.inc({...labels, form}, count);
    if (lastAnnouncedAt !== undefined) this.#announced.set(labels, secondsOf(now - lastAnnouncedAt));
  }

  /** A counter that begins with its first event has not increased, for Prometheus. */
  #collectMoves(name: string, labels: Labels): void {
    if (!this.#begun.has(name)) {
      for (const kind of MOVE_KINDS) this.#moved.inc({...labels, kind}, 0);
      this.#stale.inc(labels, 0);
      this.#begun.add(name);
    }
    const last = this.#last.get(name);
    if (last === undefined) return;
    const {move, from, to, fromRouter, toRouter} = last;
    this.#lastMove.set({...labels, kind: move, from: fromRouter ?? from ?? '', to: toRouter ?? to}, 1);
  }

  #collectRouter(
    {network, protocol, vrid, isIpv6, router, mac, priority, lastAt, intervalNs}: RouterFigures,
    now: bigint,
  ) {
    const labels = {...placeOf(network), protocol, vrid, family: isIpv6 ? 'IPv6' : 'IPv4'};
    this.#gap.set(labels, secondsOf(now - lastAt));
    this.#interval.set(labels, secondsOf(intervalNs));
    this.#master.set({...labels, source: router, mac: mac ?? '', priority}, 1);
  }

  #gauge<Name extends string>(name: string, help: string, labelNames: readonly Name[] = []) {
    return new Gauge({name, help, labelNames: [...labelNames], registers: [this.#registry]});
  }

  #counter<Name extends string>(name: string, help: string, labelNames: readonly Name[] = []) {
    return new Counter({name, help, labelNames: [...labelNames], registers: [this.#registry]});
  }
}

/** Moves of which it is remembered that they were counted. */
const MOST_MOVES = 4096;

interface Labels {
  readonly ip: string;
  readonly iface: string;
  readonly vlan: string;
}

function labelsOf({ip, network}: {readonly ip: string; readonly network: string}): Labels {
  return {ip, ...placeOf(network)};
}

function placeOf(network: string): {iface: string; vlan: string} {
  const [, iface = '', vlan = ''] = /^(.*?)(?:(?:^| )VLAN ([\d.]+))?$/s.exec(network) ?? [];
  return {iface: printable(iface), vlan};
}

function networkOf(iface: string, vlans: string): string {
  return [iface, vlans === '' ? '' : `VLAN ${vlans}`].filter(part => part !== '').join(' ');
}

function secondsOf(ns: bigint): number {
  return Number(ns) / 1e9;
}
