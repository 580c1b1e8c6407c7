/**
 * One watched address: its reported events, and pending ones. Bounded, however long it is watched.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {LastAsked} from '../explain/collect/address/last-asked.js';
import type {MachineMove} from '../explain/collect/reported/machine-moves.js';
import {networkText} from '../explain/frames/networks.js';
import type {AddressFigures} from './address-figures.js';
import type {AddressSnapshot} from './address-snapshot.js';
import {AnnouncementWatch} from './announcement-watch.js';
import {Asking} from './asking.js';
import {ofAddress} from './dark-subject.js';
import {Darkness} from './darkness.js';
import {Disputes} from './disputes.js';
import type {AskedTimesEvent, DarkOverEvent, MovedEvent, WatchedAddressEvent} from './event.js';
import {Faults} from './faults.js';
import {Moves} from './moves.js';
import {OwnerWatch} from './owner-watch.js';
import type {UnwatchedChange} from './router-watches.js';
import {ServiceWatches} from './service-watches.js';
import type {KnownAddress} from './state.js';

export class AddressWatch {
  readonly #moves = new Moves();
  readonly #darkness = new Darkness(this.#moves);
  readonly #services = new ServiceWatches(this.#moves);
  readonly #disputes = new Disputes();
  readonly #announcing = new AnnouncementWatch();
  readonly #faults = new Faults();
  readonly #asking = new Asking();
  readonly #owner = new OwnerWatch();
  /** Time of the last frame from or about it. Nanoseconds. */
  heardAt = 0n;
  /** `eth0 VLAN 10` */
  readonly network: string;

  constructor(
    readonly ip: IpAddress,
    readonly iface: string,
    readonly vlans: string,
  ) {
    this.network = networkText(iface, vlans);
  }

  /** Restores the state from when the watch last ended. @param from when it ended */
  resume(known: KnownAddress, from: bigint): void {
    this.#owner.resume(known);
    this.#announcing.lastAt = known.announcedAt;
    this.heardAt = known.heardAt;
    this.#moves.resume(known.owner, from);
  }

  look(picture: Omit<AddressSnapshot, 'former'>): WatchedAddressEvent[] {
    const {explanation} = picture;
    const {last} = explanation.address;
    if (last.at > this.heardAt) this.heardAt = last.at;
    const full = {...picture, former: this.#owner.former};
    const told = [
      ...this.#owner.look(full),
      ...this.#announcing.look(full),
      ...this.#moves.look(full),
      ...this.#disputes.look(full),
      ...this.#darkness.look(full, ofAddress(full)),
      ...this.#services.look(full),
      ...this.#faults.look(full, frame => this.#darkness.isRest(frame) || this.#services.isRest(frame)),
    ];
    return told.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  /** Whether time alone may cause an event. */
  isOpen(now: bigint): boolean {
    return (
      this.#moves.isOpen(now) ||
      this.#announcing.isOpen ||
      this.#darkness.isOpen ||
      this.#services.isOpen ||
      this.#disputes.isOpen ||
      this.#disputes.isWaiting ||
      this.#faults.isOpen ||
      this.#faults.codes.length > 0
    );
  }

  /** Moves between machines, as of the last examination. */
  get moves(): readonly MachineMove[] {
    return this.#moves.between;
  }

  /** Whether the address is dark, or a service of it that has answered since then. Nanoseconds. */
  isDarkSince(at: bigint): boolean {
    return this.#darkness.isOpen || this.#services.isOpenSince(at);
  }

  /** Records when it was asked. @param areServices whether to include each of its services */
  asked(asked: LastAsked, areServices: boolean): void {
    this.#asking.take(asked);
    if (areServices) this.#services.asked(asked.services());
  }

  /** Moves the beginning of the examined period: outages of what has not been asked since are given up. */
  turn(since: bigint): DarkOverEvent[] {
    const {lastAt = since} = this.#asking;
    const givenUp = lastAt >= since ? [] : this.#darkness.giveUp(lastAt);
    this.#darkness.turn(since);
    return [...givenUp, ...this.#services.turn(since)];
  }

  figures(isNamed: boolean): AddressFigures {
    const {ip, iface, vlans} = this;
    const owner = this.#owner.mac;
    const {counts, lastAt} = this.#announcing;
    const {askedNs, lastAt: lastAskedAt} = this.#asking;
    const disputed = this.#disputes.isOpen ? Math.max(2, this.#disputes.owners.length) : undefined;
    // Written out for speed: with spread parts, metrics for a thousand addresses take six milliseconds longer.
    return {
      ip,
      iface,
      vlans,
      isNamed,
      owner,
      owners: disputed ?? (owner === undefined ? 0 : 1),
      isDark: this.#darkness.isUnknown ? undefined : this.#darkness.isOpen,
      announcements: counts,
      lastAnnouncedAt: lastAt,
      askedNs,
      lastAskedAt,
      faults: this.#faults.codes,
      services: this.#services.figures(),
      servicesBeyond: this.#services.beyond,
    };
  }

  /** Its master changed while no watch was running, which nothing else shows if both share a virtual MAC. */
  changedMaster({from: fromRouter, to: {router: toRouter, mac, at, frame}}: UnwatchedChange): MovedEvent[] {
    if (mac === undefined || this.#owner.mac !== mac) return [];
    const {ip, network} = this;
    return [
      {
        ...{kind: 'moved', id: `${ip}/${network}/moved/${at}`, revision: 0, at, frame, ip, network},
        ...{move: 'failover', from: mac, to: mac, fromRouter, toRouter, staleFrames: 0},
        ...{isUnwatched: true, verdict: 'CANNOT_TELL'},
      },
    ];
  }

  /** Events for the time in which it was asked since the last report. @param isAll report even if not due */
  tellAsked(now: bigint, isAll: boolean): AskedTimesEvent[] {
    const {ip, network} = this;
    return this.#asking.tell(now, isAll).map(({stretches, frame}) => {
      const services = this.#services.tellAsked(now);
      const [from, at] = [stretches[0]?.from ?? now, stretches.at(-1)?.to ?? now];
      const id = `${ip}/${network}/asked/${from}`;
      return {
        ...{kind: 'asked', id, revision: 0, at, frame, ip, network, stretches},
        ...(services.length === 0 ? {} : {services}),
      } as const;
    });
  }

  /** Undefined while the owner is unknown. */
  known(): KnownAddress | undefined {
    const {mac: owner, former} = this.#owner;
    if (owner === undefined) return undefined;
    const {ip, iface, vlans, heardAt} = this;
    const {lastAt} = this.#announcing;
    return {
      ...{ip, iface, vlans, owner, heardAt, former},
      ...(lastAt === undefined ? {} : {announcedAt: lastAt}),
    };
  }
}
