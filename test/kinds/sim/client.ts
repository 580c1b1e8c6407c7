/**
 * A machine that is a client of virtual addresses. A router is a client with others behind it.
 *
 * @module
 */

import type {IpAddress, MacAddress, VlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {isAt, type Telling} from '../wire/neighbour.js';
import {type Ends, ipPacket, packetOf} from '../wire/packet.js';
import type {Message} from '../wire/transport.js';
import {etherTypeOf} from './family.js';
import type {Body, Captured, Device, Incoming, Outgoing} from './frame.js';
import type {Ledger} from './ledger.js';
import {type Habits, HEEDS_ALL, Neighbours} from './neighbours.js';
import type {Network} from './network.js';

export class Client implements Device {
  habits: Habits = HEEDS_ALL;
  /** Its gateways to addresses in other networks. */
  readonly routes = new Map<IpAddress, IpAddress>();
  readonly #neighbours: Neighbours;
  readonly #receivers = new Map<string, (frame: Incoming) => void>();
  #id: number;

  constructor(
    readonly network: Network,
    readonly ledger: Ledger,
    readonly random: Random,
    readonly name: string,
    readonly mac: MacAddress,
    readonly ip: IpAddress,
    readonly tags: readonly VlanTag[],
  ) {
    this.#id = random.below(0x10000);
    const say = (telling: Telling, body: Body) => this.#say(telling, body);
    this.#neighbours = new Neighbours(network.clock, ledger, {mac, ip}, say, () => this.habits);
    network.plug(this);
  }

  hears(mac: MacAddress): boolean {
    return mac === this.mac;
  }

  /** Gives it an entry from before the story. */
  knows(ip: IpAddress, mac: MacAddress): void {
    this.#neighbours.entry(ip).mac = mac;
  }

  /** Broadcasts "who has it?" although it knows. */
  ask(ip: IpAddress): void {
    this.#neighbours.question(ip);
  }

  /** Whether answers with this key are listened for. */
  isListening(key: string): boolean {
    return this.#receivers.has(key);
  }

  /** Registers a listener for answers with this key. */
  listen(key: string, receive: (frame: Incoming) => void): void {
    this.#receivers.set(key, receive);
  }

  /**
   * Sends a packet once the MAC is known, after a request if necessary; `sent` is given the frame as
   * captured.
   */
  send(
    ends: Ends,
    ttl: number,
    message: Message,
    body: Body,
    sent: (record: Captured | undefined) => void,
  ): void {
    this.#neighbours.resolved(this.#nextHop(ends.destination), destination => {
      this.#id = (this.#id + 1) & 0xffff;
      const payload = ipPacket(packetOf(ends, message, ttl, this.#id));
      const etherType = etherTypeOf(ends.destination);
      sent(this.network.send(this, {source: this.mac, destination, etherType, payload, body}));
    });
  }

  receive(frame: Incoming): void {
    const {body} = frame;
    if (body.type === 'is-at') this.#neighbours.learn(body, frame);
    else if (body.type === 'who-has') {
      this.#neighbours.overhear(body);
      const {ip, mac} = this;
      if (body.ip === ip) this.#say(isAt(ip, mac, body.from), {type: 'is-at', ip, mac});
    } else if ('ends' in body && body.type !== 'advert') {
      this.#neighbours.entry(this.#nextHop(body.ends.source)).silentSince = undefined;
      this.#receivers.get(keyOf(body))?.(frame);
    }
  }

  /** Forwards another machine's packet unchanged, once the MAC is known. */
  forward({etherType, payload, body}: Outgoing): void {
    if (!('ends' in body)) return;
    const {mac: source} = this;
    this.#neighbours.resolved(body.ends.destination, destination =>
      this.network.send(this, {source, destination, etherType, payload, body}),
    );
  }

  #nextHop(destination: IpAddress): IpAddress {
    return this.routes.get(destination) ?? destination;
  }

  #say(telling: Telling, body: Body): Captured | undefined {
    return this.network.send(this, {source: this.mac, ...telling, body});
  }
}

/** The key by which answers are matched: both ends and the conversation's number. */
function keyOf(body: Exclude<Extract<Body, {ends: Ends}>, {type: 'advert'}>): string {
  const {source, destination} = body.ends;
  if (body.type === 'echo') return echoKey(source, destination, body.echo.identifier);
  const {destinationPort} = body.type === 'segment' ? body.segment : body.datagram;
  return portKey(source, destination, destinationPort);
}

export const echoKey = (ip: IpAddress, asker: IpAddress, identifier: number) =>
  `echo ${ip} ${asker} ${identifier}`;
export const portKey = (ip: IpAddress, asker: IpAddress, port: number) => `port ${ip} ${asker} ${port}`;
