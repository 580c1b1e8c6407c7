/**
 * The address is the gateway of its clients: they talk through it to machines in another network, and hardly ever to the address itself.
 */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {MS, SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {masterDown, type VrrpSpeaker} from '../sim/vrrp.js';
import type {AddressTruth} from '../truth.js';
import {virtualMac} from '../wire/advert.js';

type End = 'crash' | 'resign';

/** The priority of the other. */
const BACKUP = 100;

interface Path {
  readonly client: Client;
  readonly to: IpAddress;
}

interface GatewayOptions {
  readonly length: number;
  /** For how many seconds, at least, a packet is not answered. */
  readonly dark: number;
  readonly clients?: number;
  /** The fewest addresses in the other network. */
  readonly remotes?: number;
  readonly at?: 'mirror' | 'client';
}

/** A gateway, its clients, and machines behind it. */
class Gateway {
  readonly stage: Stage;
  readonly paths: Path[] = [];
  readonly virtualMac: ReturnType<typeof virtualMac> | undefined;
  readonly master: VrrpSpeaker;
  readonly #router: ReturnType<Stage['anyRouter']>;

  constructor(
    readonly random: Random,
    addresses: Random,
    {length, dark, clients = whole(random, 1, 2), remotes = 1, at}: GatewayOptions,
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
    ];
    const far = Array.from({length: whole(random, remotes, remotes + 1)}, () =>
      stage.places.remote(stage.family),
    );
    this.master = this.advertises(stage.a, 200);
    for (const client of all) for (const to of far) this.#path(client, to, dark);
  }

  #path(client: Client, to: IpAddress, dark: number): void {
    const {stage, random} = this;
    client.routes.set(to, stage.vip);
    this.paths.push({client, to});
    stage.talk(dark, {
      asker: stage.asker(client),
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
    return paths.map(({client: {ip}, to}) => ({ip, to, outages: stage.outages(to, ip)}));
  }

  about(verdict: AddressTruth['verdict'], more: Partial<AddressTruth> = {}): AddressTruth {
    const {outages: _, ...truth} = this.stage.about(verdict, {through: this.through(), ...more});
    return truth;
  }
}

/** The gateway moves, and all follow. */
export const gatewayMoves = kind('gateway-moves', (random, addresses) => {
  const at = between(random, 4, 8);
  const end = random.pick(['crash', 'resign'] as const);
  const gateway = new Gateway(random, addresses, {length: at + 4 + between(random, 5, 10), dark: 2});
  const dark = gateway.wait(end);
  gateway.begins();
  gateway.moves(at, end, dark);
  return gateway.stage.tell(() => ({
    exit: 0,
    addresses: [gateway.about('HEALTHY', {changes: 1})],
    present: dark > 1 ? [/through it to \S+ had no answer/] : [],
    absent: [/Every question was answered/, /Nothing was asked/, /IGNORED/],
  }));
});

/** One of its clients does not follow, until it asks again. */
export const gatewayStale = kind('gateway-stale', (random, addresses) => {
  const at = between(random, 4, 8);
  const patience = 1 + between(random, 3, 6);
  const length = at + patience + between(random, 5, 9);
  const gateway = new Gateway(random, addresses, {length, dark: 2, clients: whole(random, 1, 3)}, false);
  const {stage} = gateway;
  const {client} = stage;
  client.habits = {
    ...HEEDS_ALL,
    heeds: () => false,
    patience: patience * SECOND,
    unicast: random.below(4),
  };
  gateway.begins();
  gateway.moves(at, 'resign', gateway.wait('resign'));
  return stage.tell(() => ({
    exit: 1,
    // A client that was never seen to ask for its MAC may have another gateway.
    alsoExit: [3],
    addresses: [gateway.about('ANNOUNCED_BUT_IGNORED', {changes: 1, alsoFine: ['CANNOT_TELL']})],
    present: [new RegExp(`${client.ip.replaceAll('.', '\\.')}`)],
  }));
});

/** The new owner has the address, and does not forward for some seconds or to the end. */
export const gatewayMute = kind('gateway-mute', (random, addresses) => {
  const at = between(random, 4, 8);
  const more = between(random, 4, 8);
  const isForGood = random.oneIn(2);
  const length = at + 1 + more + between(random, 3, 6);
  const gateway = new Gateway(random, addresses, {length, dark: 2});
  gateway.begins();
  gateway.moves(at, 'resign', gateway.wait('resign'), isForGood ? 1e6 : more);
  return gateway.stage.tell(() => ({
    exit: 1,
    addresses: [gateway.about('OUTAGE', {changes: 1})],
    absent: [/IGNORED/, /Every question was answered/],
  }));
});

/** It forwards nothing for a while, and keeps the address. */
export const gatewayDark = kind('gateway-dark', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 2, 6);
  const remotes = whole(random, 1, 2);
  const length = at + dark + between(random, 3, 6);
  const gateway = new Gateway(random, addresses, {length, dark, remotes});
  const {stage} = gateway;
  gateway.begins();
  stage.at(at, () => gateway.drops(stage.a));
  stage.at(at + dark, () => gateway.forwards(stage.a));
  return stage.tell(() => {
    const isOne = gateway.remotes.length === 1;
    return {
      exit: isOne ? 0 : 1,
      addresses: [
        gateway.about(isOne ? 'HEALTHY' : 'OUTAGE', {
          changes: 0,
          ...(isOne ? {alsoFine: ['CANNOT_TELL']} : {}),
          ...(isOne ? {notes: ['GATEWAY_UNANSWERED']} : {}),
        }),
      ],
      alsoExit: isOne ? [3] : [],
      present: [isOne ? /through it to \S+ had no answer/ : /Nothing that was sent through it was answered/],
      absent: [/Every question was answered/],
    };
  });
});
