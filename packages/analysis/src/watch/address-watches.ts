/**
 * The watched addresses: those named by the user or, without any, those shown to be virtual, as many as there is room for.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {placeOf} from '@vip/arp/ownership';
import type {LastAsked} from '../explain/collect/address/last-asked.js';
import type {MachineMove} from '../explain/collect/reported/machine-moves.js';
import type {Explanation} from '../explain/explanation.js';
import type {AddressFacts} from '../explain/facts.js';
import {networkText} from '../explain/frames/networks.js';
import type {AddressFigures} from './address-figures.js';
import type {AddressSnapshot} from './address-snapshot.js';
import {AddressWatch} from './address-watch.js';
import type {AskedTimesEvent, MovedEvent, WatchedAddressEvent} from './event.js';
import type {UnwatchedChange} from './router-watches.js';
import type {KnownAddress, WatchState} from './state.js';

/**
 * Maximum number of addresses watched without being named. Anyone who can send frames can make addresses move, and each becomes a metrics
 * label.
 */
const MAX_FOUND = 256;

export class AddressWatches {
  readonly #all = new Map<string, AddressWatch>();
  /** Addresses for which time alone may cause an event, and addresses that moved, as of their last examination. */
  readonly #open = new Set<AddressWatch>();
  readonly #moved = new Set<AddressWatch>();
  /** The saved state of addresses not heard from since the watch began. */
  readonly #resumable = new Map<string, KnownAddress>();
  readonly #resumedFrom: bigint;
  #named: ReadonlySet<IpAddress> | undefined;
  /** Addresses for which there was no room. */
  readonly #beyond = new Set<string>();

  constructor(named: readonly IpAddress[] | undefined, state: WatchState | undefined) {
    this.#named = named === undefined ? undefined : new Set(named);
    this.#resumedFrom = state?.at ?? 0n;
    for (const known of state?.addresses ?? [])
      if (this.isNamed(known.ip)) this.#resumable.set(nameOf(known), known);
  }

  ask(ips: readonly IpAddress[] | undefined): void {
    this.#named = ips === undefined ? undefined : new Set(ips);
    for (const [name, watch] of this.#all) if (!this.isNamed(watch.ip)) this.#remove(name, watch);
    for (const [name, {ip}] of this.#resumable) if (!this.isNamed(ip)) this.#resumable.delete(name);
  }

  look(picture: Omit<AddressSnapshot, 'former'>): WatchedAddressEvent[] {
    const watch = this.#watchOf(picture.explanation);
    if (watch === undefined) return [];
    const told = watch.look(picture);
    this.#open.add(watch);
    if (watch.moves.length > 0) this.#moved.add(watch);
    else this.#moved.delete(watch);
    return told;
  }

  /** The addresses of a virtual router whose master changed while no watch was running. */
  changedMaster(change: UnwatchedChange): MovedEvent[] {
    const {addresses, network} = change.facts;
    return addresses.flatMap(ip => this.#all.get(placeOf({ip, network}))?.changedMaster(change) ?? []);
  }

  /** Records when watched addresses were asked. @param areServices whether to include each of their services */
  asked(stretches: Iterable<LastAsked>, areServices: boolean): void {
    for (const one of stretches) this.#all.get(one.name)?.asked(one, areServices);
  }

  /** Events of one address after the other. @param isAll report even if not due */
  *tellAsked(now: bigint, isAll: boolean): Generator<AskedTimesEvent[]> {
    for (const watch of [...this.#all.values()]) yield watch.tellAsked(now, isAll);
  }

  /** Addresses for which time alone may cause an event, and those in these networks. */
  open(now: bigint, networks: ReadonlySet<string>): Set<IpAddress> {
    const open = new Set<IpAddress>();
    for (const watch of this.#open) {
      if (watch.isOpen(now)) open.add(watch.ip);
      else this.#open.delete(watch);
    }
    if (networks.size === 0) return open;
    for (const {ip, network} of this.#all.values()) if (networks.has(network)) open.add(ip);
    return open;
  }

  /** Moves between machines since then, of addresses other than these. Nanoseconds. */
  movesBeside(examined: readonly AddressFacts[], since: bigint): MachineMove[] {
    const names = new Set(examined.map(placeOf));
    return [...this.#moved].flatMap(({ip, network, moves}) =>
      names.has(placeOf({ip, network})) ? [] : moves.filter(({at}) => at >= since),
    );
  }

  get size(): number {
    return this.#all.size;
  }

  /** Whether any address is dark, or has a dark service that has answered since then. Nanoseconds. */
  isDarkSince(at: bigint): boolean {
    for (const watch of this.#open) if (watch.isDarkSince(at)) return true;
    return false;
  }

  get beyond(): number {
    return this.#beyond.size;
  }

  /** Moves the beginning of the examined period: discovered addresses that have fallen silent make room. */
  turn(since: bigint, now: bigint): WatchedAddressEvent[] {
    const givenUp = [...this.#all.values()].flatMap(watch => watch.turn(since));
    if (this.#named !== undefined) return givenUp;
    this.#beyond.clear();
    const gone = [...this.#all].flatMap(([name, watch]) => {
      if (watch.heardAt >= since) return [];
      this.#remove(name, watch);
      return watch.tellAsked(now, true);
    });
    return [...givenUp, ...gone];
  }

  isNamed(ip: IpAddress): boolean {
    return this.#named === undefined || this.#named.has(ip);
  }

  isWatched(ip: IpAddress): boolean {
    if (this.#named !== undefined) return this.#named.has(ip);
    for (const watch of this.#all.values()) if (watch.ip === ip) return true;
    return false;
  }

  known(): KnownAddress[] {
    const heard = [...this.#all.values()].flatMap(watch => watch.known() ?? []);
    return [...heard, ...this.#resumable.values()];
  }

  figures(): AddressFigures[] {
    const isNamed = this.#named !== undefined;
    return [...this.#all.values()].map(watch => watch.figures(isNamed));
  }

  #remove(name: string, watch: AddressWatch): void {
    this.#all.delete(name);
    this.#open.delete(watch);
    this.#moved.delete(watch);
  }

  /** Whether a virtual router has it, or more than one machine has had it, here or, if it fell silent here, on the other side of a router. */
  #isProven({address: {ip, interests}, handovers}: Explanation): boolean {
    if (handovers.length > 0 || interests.includes('advertised') || interests.includes('conflict'))
      return true;
    return interests.includes('unanswered') && this.isWatched(ip);
  }

  #watchOf(explanation: Explanation): AddressWatch | undefined {
    const {address} = explanation;
    const name = placeOf(address);
    const known = this.#all.get(name);
    if (known !== undefined) return known;
    // A named address that was never seen is in no network.
    if (!this.isNamed(address.ip) || (this.#named === undefined && !this.#isProven(explanation)))
      return undefined;
    if (this.#named === undefined && this.#all.size >= MAX_FOUND) {
      if (this.#beyond.size < MAX_FOUND) this.#beyond.add(name);
      return undefined;
    }
    const made = new AddressWatch(address.ip, address.iface, address.vlans);
    const state = this.#resumable.get(name);
    if (state !== undefined) made.resume(state, this.#resumedFrom);
    this.#resumable.delete(name);
    this.#all.set(name, made);
    return made;
  }
}

function nameOf({ip, iface, vlans}: KnownAddress): string {
  return `${ip} ${networkText(iface, vlans)}`;
}
