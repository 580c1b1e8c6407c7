/**
 * The metrics of the watched addresses. Those of an address that is no longer watched are removed.
 *
 * @module
 */

import type {
  AddressFigures,
  DarkOverEvent,
  MovedEvent,
  WatchedEvent,
  WatchFigures,
} from '@vip/analysis/internal/watch';
import {MOVE_KINDS, networkText} from '@vip/analysis/internal/watch';
import {AddressLabels} from './address-labels.js';
import type {MetricFamily} from './family.js';
import {Histogram} from './histogram.js';
import {Labels, secondsOf, whereOf} from './labels.js';
import {Counter, Gauge} from './value-family.js';

/** Upper bounds of the outage histogram, from VRRP's fastest takeover to the lifetime of a cache entry. Seconds. */
const OUTAGE_BUCKETS = [0.3, 1, 3, 10, 60];

/** How many counted moves are remembered. */
const MOST_MOVES = 4096;

/** An address, and where it was seen. */
interface Seen {
  readonly ip: string;
  readonly network: string;
  readonly place?: string;
}

export class AddressMetrics {
  readonly #labels = new Map<string, AddressLabels>();
  /** The moves already counted, each with its stale frames. */
  readonly #counted = new Map<string, number>();
  readonly #moves = new Counter({
    name: 'vip_moves_total',
    help: 'Changes of owner, by what kind of change it was',
  });
  readonly #stale = new Counter({
    name: 'vip_stale_frames_total',
    help: 'Frames to a MAC that no longer had the address',
  });
  readonly #faults = new Counter({
    name: 'vip_faults_total',
    help: 'Faults found, by verdict of vip explain',
  });
  readonly #outages = new Histogram({
    name: 'vip_outage_seconds',
    help: 'Outages, from the last answer before to the first after; from question to question where either is unknown',
    buckets: OUTAGE_BUCKETS,
  });
  readonly #lastOutage = new Gauge({
    name: 'vip_last_outage_seconds',
    help: 'The last outage: bounds of its length',
  });
  readonly #lastMove = new Gauge({name: 'vip_last_move_info', help: 'The last change of owner'});
  readonly #owner = new Gauge({name: 'vip_owner_info', help: 'Who has the address'});
  readonly #owners = new Gauge({
    name: 'vip_owners',
    help: 'How many nodes have the address; 0 while unknown',
  });
  readonly #dark = new Gauge({name: 'vip_dark', help: '1 while no client that asks is answered'});
  readonly #announcements = new Counter({
    name: 'vip_announcements_total',
    help: 'Announcements, by form',
  });
  readonly #announced = new Gauge({
    name: 'vip_announcement_age_seconds',
    help: 'Time since the last announcement',
  });
  readonly #asked = new Counter({
    name: 'vip_asked_seconds_total',
    help: 'Time in which it was asked at least once a minute; an outage outside it cannot be seen',
  });
  readonly #question = new Gauge({
    name: 'vip_question_age_seconds',
    help: 'Time since the last question to it',
  });

  /** Metrics that one alerts on come first, because the last ones are left out when there is no room. */
  readonly families: readonly MetricFamily[] = [
    ...[this.#dark, this.#owners, this.#owner, this.#moves, this.#lastMove, this.#lastOutage],
    ...[this.#announced, this.#question, this.#asked, this.#faults, this.#stale, this.#announcements],
  ];
  /** Histograms, which take eight lines for each series. */
  readonly histograms: readonly MetricFamily[] = [this.#outages];

  /** Counts an event that is reported once. */
  take(event: WatchedEvent): void {
    if (event.kind === 'moved') this.#takeMove(event);
    if (event.kind === 'fault') this.#faults.add(this.#labelsOf(event).with('verdict', event.verdict), 1);
    if (event.kind === 'two-owners') this.#faults.add(this.#labelsOf(event).with('verdict', 'TWO_OWNERS'), 1);
    // An outage that a move explains is counted with the move.
    if (event.kind === 'dark-over' && event.isGivenUp !== true && !isOfAnother(event))
      this.#takeOutage(this.#labelsOf(event), event);
  }

  /** @param places the watched places */
  collect(places: readonly WatchFigures[]): void {
    const gone = new Set(this.#labels.keys());
    for (const {addresses, now, place} of places)
      for (const address of addresses) {
        const {ip, iface, vlans} = address;
        const seen = {ip, network: networkText(iface, vlans), ...(place === undefined ? {} : {place})};
        gone.delete(nameOf(seen));
        this.#collectOne(this.#labelsOf(seen), address, now);
      }
    for (const name of gone) this.#remove(name);
  }

  #collectOne(labels: AddressLabels, address: AddressFigures, now: bigint): void {
    const {owner, owners, isDark, announcements, lastAnnouncedAt, askedNs, lastAskedAt} = address;
    this.#owners.set(labels.own, owners);
    if (isDark === undefined) this.#dark.remove(labels.own);
    else this.#dark.set(labels.own, isDark ? 1 : 0);
    for (const [form, count] of announcements) this.#announcements.set(labels.with('form', form), count);
    if (lastAnnouncedAt !== undefined) this.#announced.set(labels.own, secondsOf(now - lastAnnouncedAt));
    this.#asked.set(labels.own, secondsOf(askedNs));
    if (lastAskedAt !== undefined) this.#question.set(labels.own, secondsOf(now - lastAskedAt));
    if (owner !== undefined) labels.owner.show(this.#owner, {mac: owner});
  }

  #takeMove(event: MovedEvent): void {
    const {id, verdict, move, staleFrames} = event;
    const counted = this.#counted.get(id);
    if (verdict === undefined && counted === undefined) return;
    const labels = this.#labelsOf(event);
    if (counted === undefined) {
      const {from = '', to, fromRouter = from, toRouter = to} = event;
      labels.move.show(this.#lastMove, {kind: move, from: fromRouter, to: toRouter});
      this.#moves.add(labels.with('kind', move), 1);
      if (event.leastNs !== undefined) this.#takeOutage(labels, {...event, leastNs: event.leastNs});
    }
    if (staleFrames > (counted ?? 0)) this.#stale.add(labels.own, staleFrames - (counted ?? 0));
    this.#counted.set(id, Math.max(counted ?? 0, staleFrames));
    // The oldest are not reported again.
    if (this.#counted.size > MOST_MOVES) this.#counted.delete(this.#counted.keys().next().value as string);
  }

  #takeOutage(
    labels: AddressLabels,
    {leastNs, mostNs}: {readonly leastNs: bigint; readonly mostNs?: bigint | undefined},
  ): void {
    const [least, most] = [secondsOf(leastNs), mostNs === undefined ? undefined : secondsOf(mostNs)];
    this.#outages.observe(labels.own, most ?? least);
    this.#lastOutage.set(labels.with('bound', 'least'), least);
    if (most === undefined) this.#lastOutage.remove(labels.with('bound', 'most'));
    else this.#lastOutage.set(labels.with('bound', 'most'), most);
  }

  #labelsOf(seen: Seen): AddressLabels {
    const name = nameOf(seen);
    let labels = this.#labels.get(name);
    if (labels === undefined) {
      labels = new AddressLabels(new Labels({ip: seen.ip, ...whereOf(seen.network, seen.place)}));
      this.#labels.set(name, labels);
      // To Prometheus, a counter that first appears with its first event has not increased.
      for (const kind of MOVE_KINDS) this.#moves.set(labels.with('kind', kind), 0);
      this.#stale.set(labels.own, 0);
    }
    return labels;
  }

  #remove(name: string): void {
    const labels = this.#labels.get(name);
    if (labels === undefined) return;
    this.#labels.delete(name);
    const made = labels.all();
    for (const family of [...this.families, ...this.histograms]) for (const each of made) family.remove(each);
  }
}

/** Whether the outage belongs to a move, or to a service alone. */
function isOfAnother({move, service}: DarkOverEvent): boolean {
  return move !== undefined || service !== undefined;
}

function nameOf({ip, network, place = ''}: Seen): string {
  return `${ip} ${network} ${place}`;
}
