/**
 * A machine that speaks to virtual addresses: it remembers where they are, heeds announcements or not, and asks again when
 * nothing comes back. A router is one of these with others behind it.
 *
 * @module
 */

import type {IpAddress, MacAddress, VlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {isAt, type Telling, whoHas} from '../wire/neighbour.js';
import {type Ends, ipPacket} from '../wire/packet.js';
import type {Message} from '../wire/transport.js';
import {SECOND} from './clock.js';
import {etherTypeOf} from './family.js';
import type {Body, Captured, Device, Incoming} from './frame.js';
import type {Ledger, Question} from './ledger.js';
import type {Network} from './network.js';

interface Entry {
  mac: MacAddress | undefined;
  /** Since when nothing came back, by a question that is open. */
  silentSince: number | undefined;
  waiting: (() => void)[];
  /** The question for the neighbour that is open, and how often it was put. */
  asked: Question[];
  isAsking: boolean;
}

export interface Habits {
  /** Whether an announcement changes what it remembers. */
  readonly heeds: (announcement: {
    readonly operation: 'request' | 'reply';
    readonly override: boolean;
  }) => boolean;
  /** Nanoseconds of silence after which it asks where the address is; never when infinite. */
  readonly patience: number;
  /** Questions to the old MAC before it asks everybody (Linux's `ucast_solicit`). */
  readonly unicast: number;
}

export const HEEDS_ALL: Habits = {
  heeds: ({override}) => override,
  patience: Number.POSITIVE_INFINITY,
  unicast: 0,
};
/** Three questions a second apart, then it gives up, and begins anew with the next packet. */
const QUESTIONS = 3;
const RETRANSMIT = 1.024 * SECOND;

export class Client implements Device {
  readonly #entries = new Map<IpAddress, Entry>();
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
    public habits: Habits = HEEDS_ALL,
  ) {
    this.#id = random.below(0x10000);
    network.plug(this);
  }

  hears(mac: MacAddress): boolean {
    return mac === this.mac;
  }

  /** It knows already, from before the story. */
  knows(ip: IpAddress, mac: MacAddress): void {
    this.#entry(ip).mac = mac;
  }

  whereIs(ip: IpAddress): MacAddress | undefined {
    return this.#entry(ip).mac;
  }

  /** Answers that begin with this key go there. */
  listen(key: string, receive: (frame: Incoming) => void): void {
    this.#receivers.set(key, receive);
  }

  /** When it is known where, after a question if it is not; `sent` is told what the capture has of it. */
  send(
    ends: Ends,
    ttl: number,
    message: Message,
    body: Body,
    sent: (record: Captured | undefined) => void,
  ): void {
    const ip = ends.destination;
    const entry = this.#entry(ip);
    const leave = () => {
      if (entry.mac === undefined) return;
      const payload = ipPacket({...ends, ...message, ttl, id: this.#nextId()});
      const frame = {source: this.mac, destination: entry.mac, etherType: etherTypeOf(ip), payload, body};
      entry.silentSince ??= this.network.clock.now;
      sent(this.network.send(this, frame));
    };
    if (entry.mac === undefined) {
      // A few wait, as in Linux (`unres_qlen`); more are dropped.
      if (entry.waiting.length < 3) entry.waiting.push(leave);
      this.#askAgain(ip, entry, 0, QUESTIONS);
      return;
    }
    leave();
    const {patience, unicast} = this.habits;
    if (this.network.clock.now - (entry.silentSince ?? 0) > patience)
      this.#askAgain(ip, entry, unicast, QUESTIONS);
  }

  /** "Who has it?", to everybody, without need. */
  ask(ip: IpAddress): void {
    this.#question(ip, this.#entry(ip), undefined);
  }

  receive(frame: Incoming): void {
    const {body} = frame;
    if (body.type === 'is-at') this.#learn(frame, body);
    else if (body.type === 'who-has') {
      this.#overhear(body);
      if (body.ip === this.ip)
        this.#say(isAt(this.ip, this.mac, body.from), {type: 'is-at', ip: this.ip, mac: this.mac});
    } else if (body.type !== 'other') {
      this.#entry(body.ends.source).silentSince = undefined;
      this.#receivers.get(keyOf(body))?.(frame);
    }
  }

  #learn({record}: Incoming, {ip, mac, announcement}: Body & {type: 'is-at'}): void {
    const entry = this.#entries.get(ip);
    if (entry === undefined) return;
    if (announcement !== undefined && (entry.mac === undefined || !this.habits.heeds(announcement))) {
      if (entry.asked.length === 0) return;
    }
    for (const question of entry.asked.splice(0)) this.ledger.answer(question, 'answered', record);
    this.#settle(entry, mac);
  }

  /** A question that was put in the name of the address teaches where it is (RFC 826). */
  #overhear({from}: Body & {type: 'who-has'}): void {
    const entry = this.#entries.get(from.ip);
    if (entry?.mac !== undefined) this.#settle(entry, from.mac);
  }

  #settle(entry: Entry, mac: MacAddress): void {
    entry.mac = mac;
    entry.isAsking = false;
    entry.silentSince = undefined;
    for (const leave of entry.waiting.splice(0)) leave();
  }

  #askAgain(ip: IpAddress, entry: Entry, unicast: number, broadcast: number): void {
    if (entry.isAsking) return;
    entry.isAsking = true;
    const old = entry.mac;
    let turn = 0;
    this.network.clock.repeat(
      () => RETRANSMIT,
      () => {
        if (!entry.isAsking) return false;
        if (turn === unicast) entry.mac = undefined;
        if (turn === unicast + broadcast) {
          entry.waiting.length = 0;
          entry.isAsking = false;
          return false;
        }
        this.#question(ip, entry, turn < unicast ? old : undefined);
        turn++;
        return true;
      },
    );
  }

  #say(telling: Telling, body: Body): Captured | undefined {
    return this.network.send(this, {source: this.mac, ...telling, body});
  }

  #question(ip: IpAddress, entry: Entry, to: MacAddress | undefined): void {
    const from = {mac: this.mac, ip: this.ip};
    const body: Body = {type: 'who-has', ip, from};
    const record = this.#say(whoHas(ip, from, to), body);
    entry.asked.push(this.ledger.ask('neighbour', this.ip, ip, record));
  }

  #entry(ip: IpAddress): Entry {
    let entry = this.#entries.get(ip);
    if (entry === undefined) {
      entry = {mac: undefined, silentSince: undefined, waiting: [], asked: [], isAsking: false};
      this.#entries.set(ip, entry);
    }
    return entry;
  }

  #nextId(): number {
    this.#id = (this.#id + 1) & 0xffff;
    return this.#id;
  }
}

/** What an answer is listened for by: both ends and the number of the conversation. */
function keyOf(body: Exclude<Body, {type: 'is-at' | 'who-has' | 'other'}>): string {
  const {source, destination} = body.ends;
  if (body.type === 'echo') return echoKey(source, destination, body.echo.identifier);
  const {destinationPort} = body.type === 'segment' ? body.segment : body.datagram;
  return portKey(source, destination, destinationPort);
}

export const echoKey = (ip: IpAddress, asker: IpAddress, identifier: number) =>
  `echo ${ip} ${asker} ${identifier}`;
export const portKey = (ip: IpAddress, asker: IpAddress, port: number) => `port ${ip} ${asker} ${port}`;
