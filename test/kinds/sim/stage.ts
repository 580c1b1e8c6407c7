/**
 * Where a story is played: who does what when, and what there is to say of it.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import type {Made} from '../kind.js';
import type {Asker} from '../traffic/asker.js';
import {anyPace, anySort, type Sort, talk} from '../traffic/talk.js';
import type {AddressTruth, Outage, Owner, Truth, Verdict} from '../truth.js';
import {anyAnnouncement} from './announcements.js';
import {Cast, type CastOptions} from './cast.js';
import {between} from './chance.js';
import {SECOND} from './clock.js';
import {SETTLED, vlanOf} from './network.js';
import type {AnnouncementPlan, Holding, Node} from './node.js';

export interface Talk {
  readonly ip?: IpAddress;
  readonly asker?: Asker;
  /** The second of the first question. */
  readonly from?: number;
  readonly until?: number;
  readonly sort?: Sort;
}

export interface Taking {
  readonly ip?: IpAddress;
  /** How it is announced; one of the usual ways when left out. */
  readonly plan?: AnnouncementPlan | 'silent';
  readonly holding?: Partial<Holding>;
}

export class Stage extends Cast {
  readonly #start: bigint;
  /** When an address changed its owner. */
  readonly #changes: number[] = [];

  constructor(random: Random, addresses: Random, options: CastOptions) {
    super(random, addresses, options);
    // Some day of the last years, to the nanosecond.
    this.#start =
      BigInt(1_600_000_000 + random.below(180_000_000)) * 1_000_000_000n + BigInt(random.below(1e9));
  }

  /** Does it at a second of the story. */
  at(seconds: number, act: () => void): void {
    this.network.clock.at(seconds * SECOND, act);
  }

  /** Traffic to an address to the end, often enough for an outage of so many seconds to show. */
  talk(
    outage: number,
    {ip = this.vip, asker = this.asker(), from, until, sort = anySort(this.random)}: Talk = {},
  ): void {
    const every = anyPace(this.random, this.length, outage * SECOND);
    const begin = from ?? between(this.random, 0.01, 0.5);
    const end = until === undefined ? this.askUntil : until * SECOND;
    talk(asker, ip, sort, {every, from: begin * SECOND, until: end});
  }

  anyAnnouncement(): AnnouncementPlan {
    return anyAnnouncement(this.random);
  }

  /** `from` dies or lets go, and after `dark` seconds `to` has the address and announces it. */
  takeover(
    at: number,
    dark: number,
    {from = this.a, to = this.b, ip = this.vip}: {from?: Node; to?: Node; ip?: IpAddress} = {},
  ): void {
    const dies = this.random.oneIn(2);
    this.at(at, () => (dies ? from.crash() : from.release(ip)));
    this.take(at + dark, to, {ip});
  }

  /** At a second of the story a node gets the address. */
  take(
    at: number,
    to: Node,
    {ip = this.vip, plan = this.anyAnnouncement(), holding = {}}: Taking = {},
  ): void {
    this.#changes.push(at * SECOND);
    this.at(at, () => {
      to.hold(ip, holding);
      if (plan !== 'silent') to.announce(ip, plan);
    });
  }

  /** The same without any time in which nobody has it. */
  hand(at: number, from: Node, to: Node, taking: Taking = {}): void {
    this.at(at, () => from.release(taking.ip ?? this.vip));
    this.take(at, to, taking);
  }

  /** The story is played to its end, and told. */
  tell(truth: () => Truth & {readonly ask?: readonly IpAddress[]}): Omit<Made, 'name'> {
    this.network.finish(this.length + SETTLED);
    const {ask, ...told} = truth();
    return {
      frames: this.network.captured.map(({at, bytes}) => ({at: this.#start + BigInt(Math.round(at)), bytes})),
      truth: told,
      ...(ask && {ask}),
    };
  }

  /** What is to be said of an address, with the outages that the questions show. */
  about(verdict: Verdict, more: Partial<AddressTruth> = {}): AddressTruth {
    const ip = more.ip ?? this.vip;
    const vlan = vlanOf(this.a);
    return {...{ip, verdict, outages: this.outages(ip)}, ...(vlan === '' ? {} : {vlan}), ...more};
  }

  /** Those of an address, of which one at a change of owner is never too small to tell. */
  outages(ip: IpAddress = this.vip, asker?: IpAddress): Outage[] {
    const at = (frame: number) => this.network.captured[frame - 1]?.at ?? 0;
    return this.ledger.outages(ip, asker).map(outage => {
      const [from, until] = [
        at(outage.firstUnanswered),
        at(outage.firstAnswered ?? this.network.captured.length),
      ];
      const isAtChange = this.#changes.some(change => change > from - SECOND && change < until + SECOND);
      return {...outage, minor: outage.minor && !isAtChange};
    });
  }

  /** The owners of the story in their order: who, and from when. Those whom the capture does not show are left out. */
  owners(
    ...tenures: readonly {readonly mac: MacAddress; readonly router?: IpAddress; readonly since: number}[]
  ): Owner[] {
    return tenures.flatMap(({mac, router, since}, index) => {
      const find = (offset: number) =>
        this.network.captured.find(
          ({at, bytes}) => at >= Math.round(since * SECOND) && hasMac(bytes, offset, mac),
        )?.number;
      const [fromFrame, toFrame] = [find(SOURCE), find(DESTINATION)];
      if (fromFrame === undefined) return [];
      const isEarlier = index === 0 && toFrame !== undefined && toFrame < fromFrame;
      return [{mac, fromFrame, ...(isEarlier && {alsoFrame: toFrame}), ...(router && {router})}];
    });
  }
}

const DESTINATION = 0;
const SOURCE = 6;

function hasMac(bytes: Uint8Array, offset: number, mac: MacAddress): boolean {
  return mac.split(':').every((pair, index) => bytes[offset + index] === Number.parseInt(pair, 16));
}
