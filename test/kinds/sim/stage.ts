/**
 * The stage of a story: the actions of each node in time, and the truth about them.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Made, MadeFrame} from '../kind.js';
import type {Asker} from '../traffic/asker.js';
import {anyPace, anySort, type Sort, talk} from '../traffic/talk.js';
import type {AddressTruth, Outage, Owner, Truth, Verdict} from '../truth.js';
import {anyAnnouncement} from './announcements.js';
import {Cast} from './cast.js';
import {between} from './chance.js';
import {SECOND} from './clock.js';
import type {Captured} from './frame.js';
import type {AnnouncementPlan, Holding} from './holding.js';
import {type Network, SETTLED, vlanOf} from './network.js';
import type {Node} from './node.js';
import {ownersIn, type Tenure} from './sightings.js';

export interface Talk {
  readonly ip?: IpAddress;
  readonly asker?: Asker;
  /** The second at which the first question is asked. */
  readonly from?: number;
  readonly until?: number;
  readonly sort?: Sort;
  /** Time from one question to the next, in nanoseconds. */
  readonly every?: number;
}

export interface Taking {
  readonly ip?: IpAddress;
  /** How the address is announced; one of the usual ways if absent. */
  readonly plan?: AnnouncementPlan | 'silent';
  readonly holding?: Partial<Holding>;
}

export class Stage extends Cast {
  /** Segments behind routers. */
  readonly beyond: Network[] = [];
  /** Whether these are captured as well: at interfaces of their own, with their tags on one trunk, or in a file that does not tell which. */
  beyondAt: 'interfaces' | 'trunk' | 'one' | undefined;
  /** When an address changed owner. */
  readonly #changes: number[] = [];
  #neededFrom = Number.POSITIVE_INFINITY;

  /** Performs an action at a second of the story. */
  at(seconds: number, act: () => void): void {
    this.network.clock.at(seconds * SECOND, act);
  }

  /** Declares that the story changes for a capture that lacks what happens from this second on. */
  needsFrom(seconds: number): void {
    this.#neededFrom = Math.min(this.#neededFrom, seconds * SECOND);
  }

  /** Traffic to an address until the end, often enough to show an outage of this many seconds. */
  talk(
    outage: number,
    {ip = this.vip, asker = this.asker(), from, until, sort = anySort(this.random), every}: Talk = {},
  ): void {
    const pace = every ?? anyPace(this.random, this.length, outage * SECOND);
    const begin = from ?? between(this.random, 0.01, 0.5);
    const end = until === undefined ? this.askUntil : until * SECOND;
    talk(asker, ip, sort, {every: pace, from: begin * SECOND, until: end});
  }

  anyAnnouncement(): AnnouncementPlan {
    return anyAnnouncement(this.random);
  }

  /** `from` dies or releases the address, and after `dark` seconds `to` has the address and announces it. */
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

  /** The same without a time in which no node has the address. */
  hand(at: number, from: Node, to: Node, taking: Taking = {}): void {
    this.at(at, () => from.release(taking.ip ?? this.vip));
    this.take(at, to, taking);
  }

  /** Plays the story to its end, and returns it with its truth. */
  tell(truth: () => Truth & {readonly ask?: readonly IpAddress[] | 'all'}): Omit<Made, 'name'> {
    this.network.finish(this.length + SETTLED);
    const captured = this.#capturedTogether();
    const {ask: asked, ...told} = truth();
    // The story is not about link-local addresses.
    const ofStory = this.linkLocals.size > 0 ? told.addresses.map(({ip}) => ip) : undefined;
    const ask = asked === 'all' ? undefined : (asked ?? ofStory);
    const cuttable = this.isWhole ? 0 : this.#cuttable(told);
    return {
      frames: captured.map(({at, bytes, iface}) => ({
        ...{at: this.network.utc(at), bytes},
        ...(iface === undefined ? {} : {iface}),
      })),
      truth: told,
      ...(ask && {ask}),
      ...(cuttable > 0 && {cuttable}),
      ...this.#places(),
    };
  }

  /** All segments that are captured, as one file. */
  #capturedTogether(): readonly (Captured & {readonly iface?: string})[] {
    const {network, beyond, beyondAt} = this;
    if (beyondAt === undefined) return network.captured;
    const all = [network, ...beyond].flatMap(({captured}, index) =>
      captured.map(frame => ({frame, iface: `eth${index}`})),
    );
    const seen = all
      .filter(({frame: {at}}) => at >= network.begin && at <= network.end)
      .sort((x, y) => x.frame.at - y.frame.at);
    return seen.map(({frame, iface}, index) => {
      frame.number = index + 1;
      return {...frame, ...(beyondAt === 'interfaces' ? {iface} : {})};
    });
  }

  #places(): Pick<Made, 'places'> {
    if (this.network.taps === undefined) return {};
    const places = new Map<string, MadeFrame[]>();
    for (const [index, {taps = []}] of [this.network, ...this.beyond].entries())
      for (const [{name}, frames] of taps) {
        const iface = `eth${index}`;
        const own = frames.map(({at, bytes}) => ({at: this.network.utc(at), bytes, iface}));
        const all = [...(places.get(name) ?? []), ...own];
        places.set(
          name,
          all.sort((x, y) => Number(x.at - y.at)),
        );
      }
    return {places};
  }

  /**
   * The number of frames that may be missing: those within a second of the beginning, before anything that
   * matters.
   */
  #cuttable({addresses}: Truth): number {
    const {captured} = this.network;
    const begin = captured[0]?.at ?? 0;
    const told = addresses.flatMap(
      ({outages = [], clients = [], services = [], through = [], owners = [], unasked = []}) => [
        ...[...outages, ...[...clients, ...services, ...through].flatMap(one => one.outages)].flatMap(
          ({also, ...outage}) => [outage, ...also].map(one => one.lastAnswered ?? 0),
        ),
        ...owners.slice(1).map(({fromFrame}) => fromFrame),
        ...unasked.map(({fromFrame}) => fromFrame),
      ],
    );
    const early = captured.filter(
      ({at}) =>
        at < Math.min(begin + SECOND, this.#neededFrom) &&
        this.#changes.every(change => at < change - SECOND),
    );
    return Math.max(0, Math.min(early.length, ...told.map(frame => frame - 1)));
  }

  /** The truth about an address, with the outages that the questions show. */
  about(verdict: Verdict, more: Partial<AddressTruth> = {}): AddressTruth {
    const ip = more.ip ?? this.vip;
    const vlan = vlanOf(this.a);
    return {...{ip, verdict, outages: this.outages(ip)}, ...(vlan === '' ? {} : {vlan}), ...more};
  }

  /** The outages of an address. One at a change of owner is never too small to be reported. */
  outages(ip: IpAddress = this.vip, asker?: IpAddress): Outage[] {
    return this.ledger.outages(ip, asker, (from, until) => {
      const end = until?.at ?? this.length;
      return this.#changes.some(change => change > from.at - SECOND && change < end + SECOND);
    });
  }

  /**
   * The owners of the story in order, each with its beginning. Those that the capture does not show are
   * omitted.
   */
  owners(...tenures: readonly Tenure[]): Owner[] {
    return ownersIn(this.network.captured, tenures);
  }
}
