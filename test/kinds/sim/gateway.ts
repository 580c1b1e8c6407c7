/**
 * The stage of stories about an address that is the gateway of its clients: they talk through it to machines in another network, and
 * hardly ever to the address itself.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import type {Asker} from '../traffic/asker.js';
import type {AddressTruth} from '../truth.js';
import {virtualMac} from '../wire/advert.js';
import {between, whole} from './chance.js';
import type {Client} from './client.js';
import {MS, SECOND} from './clock.js';
import type {Node} from './node.js';
import {Stage} from './stage.js';
import {masterDown, type VrrpSpeaker} from './vrrp.js';

export type End = 'crash' | 'resign';

/** The priority of the other. */
const BACKUP = 100;

interface Path {
  readonly asker: Asker;
  readonly to: IpAddress;
}

export interface GatewayOptions {
  readonly length: number;
  /** For how many seconds, at least, a packet is not answered. */
  readonly dark: number;
  readonly clients?: number;
  /** The fewest addresses in the other network. */
  readonly remotes?: number;
  readonly at?: 'mirror' | 'client';
  /** How many hosts are behind its router, which has it as its gateway; there is no router if absent. */
  readonly hosts?: number;
}

/** A gateway, its clients, and machines behind it. */
export class Gateway {
  readonly stage: Stage;
  readonly paths: Path[] = [];
  /** The router that has it as its gateway, if there is one. */
  readonly behind: Client | undefined;
  readonly virtualMac: ReturnType<typeof virtualMac> | undefined;
  readonly master: VrrpSpeaker;
  readonly #router: ReturnType<Stage['anyRouter']>;

  constructor(
    readonly random: Random,
    addresses: Random,
    {length, dark, clients = whole(random, 1, 2), remotes = 1, at, hosts}: GatewayOptions,
    isVirtual = random.oneIn(3),
  ) {
    const stage = new Stage(random, addresses, {
      length,
      at: at ?? (clients > 1 ? 'mirror' : random.pick(['mirror', 'client'])),
    });
    this.stage = stage;
    this.#router = stage.anyRouter();
    this.virtualMac = isVirtual ? virtualMac(this.#router.virtualRouterId, stage.family) : undefined;
    const all = [
      stage.client,
      ...Array.from({length: clients - 1}, (_, index) => stage.newClient(`c${index}`)),
    ].slice(0, clients);
    this.behind = hosts === undefined ? undefined : stage.newClient('router');
    const far = Array.from({length: whole(random, remotes, remotes + 1)}, () =>
      stage.places.remote(stage.family),
    );
    this.master = this.advertises(stage.a, 200);
    const askers = [...all.map(client => stage.asker(client)), ...this.#hosts(hosts ?? 0)];
    for (const asker of askers) for (const to of far) this.#path(asker, to, dark);
  }

  #hosts(count: number): Asker[] {
    const {stage, behind: by} = this;
    if (by === undefined) return [];
    return Array.from({length: count}, () => {
      return {by, ip: stage.places.remote(stage.family), ttl: whole(this.random, 50, 59)};
    });
  }

  #path(asker: Asker, to: IpAddress, dark: number): void {
    const {stage, random} = this;
    asker.by.routes.set(to, stage.vip);
    this.paths.push({asker, to});
    stage.talk(dark, {
      asker,
      ip: to,
      sort: random.pick(['ping', 'ping', 'dns', 'requests']),
      every: between(random, 20 * MS, Math.min((dark * SECOND) / 12, SECOND)),
    });
  }

  get remotes(): IpAddress[] {
    return [...new Set(this.paths.map(({to}) => to))];
  }

  advertises(node: Node, priority: number) {
    const {stage} = this;
    return stage.speaker(node, {
      ...this.#router,
      priority,
      ...(this.virtualMac === undefined ? {} : {mac: this.virtualMac}),
    });
  }

  /** A node has the address. Whether it forwards is another matter. */
  has(node: Node): void {
    const mac = this.virtualMac ?? node.mac;
    node.hold(this.stage.vip, {mac, source: node.mac, tellsFrom: mac});
  }

  forwards(node: Node): void {
    const mac = this.virtualMac ?? node.mac;
    for (const ip of this.remotes) node.hold(ip, {mac, source: node.mac, resolves: false, hops: 1});
  }

  drops(node: Node): void {
    for (const ip of this.remotes) node.holdings.delete(ip);
  }

  begins(): void {
    const {stage} = this;
    const {a, vip} = stage;
    this.has(a);
    this.forwards(a);
    stage.at(0.02, () => this.master.start());
    stage.at(0.021, () => a.announce(vip, stage.anyAnnouncement()));
  }

  /** How long the other waits after the master died, or resigned. Seconds. */
  wait(end: End): number {
    const {random} = this;
    const interval = this.#router.interval / SECOND;
    const timer = masterDown({...this.#router, priority: BACKUP}, this.#router.version) / SECOND;
    return end === 'resign' ? timer - 3 * interval : timer - between(random, 0, 0.9) * interval;
  }

  /** The old master dies, and the other takes over. */
  moves(at: number, end: End, dark: number, forwardsAfter = 0): void {
    const {stage} = this;
    const {a, b, vip} = stage;
    const other = this.advertises(b, BACKUP);
    const mac = this.virtualMac ?? b.mac;
    stage.at(at, () => {
      if (end === 'resign') this.master.resign();
      // Sessions are those of the machines behind the gateway.
      for (const [key, session] of a.sessions) b.sessions.set(key, session);
      a.crash();
    });
    stage.at(at + dark - 0.0003, () => other.start());
    stage.take(at + dark, b, {ip: vip, holding: {mac, source: b.mac, tellsFrom: mac}});
    stage.at(at + dark + forwardsAfter, () => this.forwards(b));
  }

  through(): NonNullable<AddressTruth['through']> {
    const {stage, paths} = this;
    return paths.map(({asker: {ip}, to}) => ({ip, to, outages: stage.outages(to, ip)}));
  }

  about(verdict: AddressTruth['verdict'], more: Partial<AddressTruth> = {}): AddressTruth {
    const {outages: _, ...truth} = this.stage.about(verdict, {through: this.through(), ...more});
    return truth;
  }
}
