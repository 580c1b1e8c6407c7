/**
 * A machine that may hold virtual addresses: it answers for them, announces them, serves their clients, and
 * fails.
 *
 * @module
 */

import {ANY_IPV4, ANY_IPV6, type IpAddress, isOfIpv6, type MacAddress, type VlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {type AnnouncementForm, isAt, isAtNow, probe, type Telling} from '../wire/neighbour.js';
import {type Ends, ipPacket, packetOf} from '../wire/packet.js';
import type {Message} from '../wire/transport.js';
import {answer} from './answers.js';
import {between} from './chance.js';
import {US} from './clock.js';
import {etherTypeOf} from './family.js';
import type {Body, Captured, Device, Incoming} from './frame.js';
import type {AnnouncementPlan, Holding} from './holding.js';
import type {Network} from './network.js';
import type {Session} from './server.js';

const DEFENCE: AnnouncementForm = {operation: 'reply', targetMac: 'self', override: true};

export class Node implements Device {
  isUp = true;
  readonly holdings = new Map<IpAddress, Holding>();
  readonly sessions = new Map<string, Session>();
  /** Its firewall accepts packets of known connections, and SYNs. */
  dropsUnknownSessions = false;
  /** Its programs do not read, so its windows are closed. */
  isFull = false;
  readonly #processing: number;
  #id: number;

  constructor(
    readonly network: Network,
    readonly random: Random,
    readonly name: string,
    readonly mac: MacAddress,
    readonly ip: IpAddress,
    readonly tags: readonly VlanTag[],
  ) {
    this.#processing = between(random, 20 * US, 400 * US);
    this.#id = random.below(0x10000);
    network.plug(this);
  }

  hold(ip: IpAddress, more: Partial<Holding> = {}): void {
    const mac = more.mac ?? this.mac;
    this.holdings.set(ip, {mac, source: mac, tellsFrom: mac, resolves: true, serves: true, ...more});
  }

  release(ip: IpAddress): void {
    this.holdings.delete(ip);
    this.sessions.clear();
  }

  /** It neither receives nor sends. */
  crash(): void {
    this.isUp = false;
  }

  hears(mac: MacAddress): boolean {
    return (
      mac === this.mac ||
      [...this.holdings.values()].some(({mac: own, ports}) => own === mac || ports?.includes(mac) === true)
    );
  }

  /** Sends a frame now, unless the machine is down. */
  tell(telling: Telling, body: Body, source: MacAddress = this.mac): Captured | undefined {
    return this.isUp ? this.network.send(this, {source, ...telling, body}) : undefined;
  }

  announce(
    ip: IpAddress,
    {forms, gap, count}: AnnouncementPlan,
    more: {mac?: MacAddress; source?: MacAddress} = {},
  ): void {
    const held = this.holdings.get(ip);
    const mac = more.mac ?? held?.mac ?? this.mac;
    for (let turn = 0; turn < count; turn++) {
      forms.forEach((form, index) => {
        const {operation, override} = form;
        const body: Body = {type: 'is-at', ip, mac, announcement: {operation, override}};
        this.network.clock.after(turn * gap + index * 10 * US, () => {
          // The round ends if the node has meanwhile released the address, or holds it anew.
          if (this.holdings.get(ip) !== held) return;
          this.tell(isAtNow(ip, mac, form), body, more.source ?? held?.tellsFrom ?? mac);
        });
      });
    }
  }

  /** Sends a probe: "does anybody have it?", without a sender address. */
  probe(ip: IpAddress): void {
    this.tell(probe(ip, this.mac), {
      type: 'who-has',
      ip,
      from: {mac: this.mac, ip: isOfIpv6(ip) ? ANY_IPV6 : ANY_IPV4},
    });
  }

  receive(frame: Incoming): void {
    if (!this.isUp) return;
    const {body} = frame;
    if (body.type === 'who-has') this.#soon(body.ip, holding => this.#resolve(body, holding));
    else if ('ends' in body) this.#soon(body.ends.destination, holding => answer(this, holding, frame));
  }

  /** Sends it as an IP packet to the machine at `to`. */
  transmit(
    ends: Ends,
    to: MacAddress,
    message: Message,
    body: Body,
    source: MacAddress,
    ttl = 64,
  ): Captured | undefined {
    const payload = ipPacket(packetOf(ends, message, ttl, this.nextId()));
    return this.tell({destination: to, etherType: etherTypeOf(ends.source), payload}, body, source);
  }

  nextId(): number {
    this.#id = (this.#id + 1) & 0xffff;
    return this.#id;
  }

  #soon(ip: IpAddress, act: (holding: Holding) => void): void {
    if (!this.holdings.has(ip)) return;
    this.network.clock.after(this.#processing, () => {
      const holding = this.holdings.get(ip);
      if (holding !== undefined && this.isUp) act(holding);
    });
  }

  #resolve({ip, from}: Body & {type: 'who-has'}, holding: Holding): void {
    if (!holding.resolves) return;
    const mac = holding.macFor?.(from.ip) ?? holding.mac;
    // A probe of IPv6 has no sender to answer to: the answer goes to all nodes (RFC 4861 §7.2.4).
    if (from.ip === ANY_IPV6) this.announce(ip, {forms: [DEFENCE], gap: 0, count: 1});
    else {
      const source = holding.ports?.includes(mac) === true ? mac : holding.tellsFrom;
      this.tell(isAt(ip, mac, from, holding.override), {type: 'is-at', ip, mac}, source);
    }
  }
}
