/**
 * One virtual router, updated as advertisements arrive.
 *
 * @module
 */

import {ANY_IPV4, type IpAddress} from '@vip/arp';
import type {Interval} from '../collections/intervals.js';
import type {Open} from '../collections/open.js';
import type {RouterProtocol, SeenAdvert} from './advert.js';
import {MAX_SILENCES, SILENT_INTERVALS} from './heard-through.js';
import type {MasterlessStretch, Mastership, Rivalry, RouterFacts} from './router-facts.js';
import {Speakers} from './speakers.js';

const MAX_MASTERS = 128;
const MAX_ADDRESSES = 256;
const MAX_STRETCHES = 64;

export class RouterRecord {
  readonly #addresses = new Set<IpAddress>();
  readonly #masters: Open<Mastership>[] = [];
  readonly #speakers = new Speakers();
  /** The last rank of each router, which decides which one wins. */
  readonly #ranks = new Map<IpAddress, number>();
  readonly #rivalries: Open<Rivalry>[] = [];
  readonly #masterless: MasterlessStretch[] = [];
  readonly #silences: Interval[] = [];
  #intervalNs = 0n;
  #beyondMasters = 0;
  #wrongChecksums = 0;
  #password: string | undefined;

  constructor(
    readonly protocol: RouterProtocol,
    readonly id: number,
    readonly network: string,
  ) {}

  /** Returns whether the sender became the master. */
  speak(seen: SeenAdvert): boolean {
    const {advert, router} = seen;
    if (advert.isWrong) this.#wrongChecksums++;
    if (router === ANY_IPV4) {
      this.#resign(seen);
      return false;
    }
    this.#password ??= advert.password;
    for (const address of advert.addresses)
      if (this.#addresses.size < MAX_ADDRESSES) this.#addresses.add(address);
    this.#speakers.hear(seen);
    const isNew = this.#judge(seen);
    if (advert.rank !== 0 && this.#speakers.has(router)) this.#ranks.set(router, advert.rank);
    // A rival may have a different interval, and that of a resignation (CARP: 255 s) does not change when the master is missed.
    if (advert.intervalNs > 0n && advert.rank !== 0 && this.#masters.at(-1)?.router === router)
      this.#intervalNs = advert.intervalNs;
    return isNew;
  }

  hasAny(isOne: (ip: IpAddress) => boolean): boolean {
    for (const ip of this.#addresses) if (isOne(ip)) return true;
    return false;
  }

  facts(): RouterFacts {
    const {protocol, id, network} = this;
    return {
      ...{protocol, id, network, addresses: [...this.#addresses], intervalNs: this.#intervalNs},
      ...{masters: this.#masters, speakers: this.#speakers.list, rivalries: this.#rivalries},
      ...{masterless: this.#masterless, silences: this.#silences, wrongChecksums: this.#wrongChecksums},
      ...(this.#password === undefined ? {} : {password: this.#password}),
      beyondMasters: this.#beyondMasters,
    };
  }

  /** A router whose interface lost its address resigns from 0.0.0.0. */
  #resign({at, frame, mac, advert}: SeenAdvert): void {
    const master = this.#masters.at(-1);
    if (advert.rank !== 0 || master === undefined || master.mac !== mac) return;
    master.resigned = true;
    master.last = {at, frame};
  }

  #judge(seen: SeenAdvert): boolean {
    const {at, frame, router, mac, advert} = seen;
    const master = this.#masters.at(-1);
    if (master?.router === router) {
      this.#noteSilence(master, seen);
      if (mac !== master.mac) master.lastOfMac ??= master.last;
      else if (master.lastOfMac !== undefined) master.lastOfMac = {at, frame};
      master.last = {at, frame};
      master.count++;
      master.resigned = advert.rank === 0;
      const rivalry = this.#rivalryOf(master);
      if (rivalry !== undefined && advert.rank !== 0) rivalry.isMutual = true;
      return false;
    }
    if (advert.rank === 0) return false;
    if (master !== undefined && !this.#isOver(master, seen)) {
      this.#rival(master, seen);
      return false;
    }
    if (master !== undefined) this.#noteSilence(master, seen);
    if (this.#masters.length >= MAX_MASTERS) {
      this.#beyondMasters++;
      return false;
    }
    const {priority, demotion} = advert;
    const early = this.#withdrawRivalry(master, router);
    const since = early ?? {at, frame};
    this.#masters.push({
      ...{at: since.at, frame: since.frame, router, mac, priority},
      ...{last: {at, frame}, count: 1 + (early?.count ?? 0), resigned: false},
      ...(demotion === undefined ? {} : {demotion}),
    });
    return true;
  }

  #isOver(master: Mastership, {at, advert}: SeenAdvert): boolean {
    if (master.resigned || at - master.last.at > SILENT_INTERVALS * this.#intervalNs) return true;
    // While two keep advertising, the stronger one does not take over again and again.
    return advert.rank > (this.#ranks.get(master.router) ?? 0) && !this.#isRivalOf(master, at);
  }

  #rivalryOf({router}: Mastership): Open<Rivalry> | undefined {
    const last = this.#rivalries.at(-1);
    return last?.master === router ? last : undefined;
  }

  /** A router was taken for a rival before it was clear that the master would not be heard again: it had in fact succeeded the master early. */
  #withdrawRivalry(master: Mastership | undefined, router: IpAddress): Rivalry | undefined {
    const last = master === undefined ? undefined : this.#rivalryOf(master);
    return last?.rival === router && !last.isMutual ? this.#rivalries.pop() : undefined;
  }

  #isRivalOf(master: Mastership, at: bigint): boolean {
    const last = this.#rivalries.at(-1);
    return last !== undefined && last.master === master.router && at - last.last.at <= this.#downNs;
  }

  #rival(master: Mastership, {at, frame, router, mac}: SeenAdvert): void {
    const last = this.#rivalries.at(-1);
    if (last !== undefined && last.rival === router && at - last.last.at <= this.#downNs) {
      last.last = {at, frame};
      last.count++;
      return;
    }
    if (this.#rivalries.length >= MAX_STRETCHES) return;
    const both = {master: master.router, masterMac: master.mac, rival: router, rivalMac: mac};
    this.#rivalries.push({...both, at, frame, last: {at, frame}, count: 1, isMutual: false});
  }

  #noteSilence(master: Mastership, {at, frame, router}: SeenAdvert): void {
    const {last, resigned} = master;
    const lasted = at - last.at;
    if (lasted > SILENT_INTERVALS * this.#intervalNs && this.#silences.length < MAX_SILENCES)
      this.#silences.push({from: last.at, to: at});
    const allowed = takeoverNs(this.#intervalNs, resigned);
    if (lasted <= allowed || this.#masterless.length >= MAX_STRETCHES) return;
    this.#masterless.push({
      ...last,
      last: {at, frame},
      master: master.router,
      next: router,
      resigned,
      isKnown: resigned || master.count > 1,
    });
  }

  /** A master silent for longer than this is gone, and another router should have taken over (RFC 9568 §6.1), with time to spare. Nanoseconds. */
  get #downNs(): bigint {
    return masterDownNs(this.#intervalNs);
  }
}

/**
 * The silence after which a master is certainly considered down: three intervals, at most one more of skew, and half a second for delays.
 * Nanoseconds.
 */
export function masterDownNs(intervalNs: bigint): bigint {
  return 4n * intervalNs + DELAYS_NS;
}

/** The time after which another router has certainly taken over: after a resignation it waits only for its skew, at most an interval. Nanoseconds. */
export function takeoverNs(intervalNs: bigint, resigned: boolean): bigint {
  return resigned ? intervalNs + DELAYS_NS : masterDownNs(intervalNs);
}

const DELAYS_NS = 500_000_000n;
