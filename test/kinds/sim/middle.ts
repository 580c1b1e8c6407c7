/** A machine that has others send to it what is meant for somebody else, and passes that on, or does not. */

import type {IpAddress, MacAddress} from '@vip/arp';
import {isAt, isAtNow, whoHas} from '../wire/neighbour.js';
import {hops} from '../wire/packet.js';
import {US} from './clock.js';
import type {Device, Incoming} from './frame.js';
import type {Stage} from './stage.js';

/** Who is told, and of whom. */
export interface Deceived {
  readonly ip: IpAddress;
  readonly mac: MacAddress;
}

export interface MiddleOptions {
  readonly passesOn: boolean;
  /** As a kernel that forwards does, and a program that passes frames on does not. */
  readonly countsHops: boolean;
  /** In which words it deceives: replies that nobody asked for, questions in another's name, or announcements to one alone. */
  readonly says: 'replies' | 'questions' | 'announcements';
  /** To whom it passes on what is answered; to the client when left out. */
  readonly next?: () => MacAddress;
}

/** What IPv4 has in place of an unsolicited advertisement. */
const TO_ONE = {operation: 'reply', targetMac: 'self', override: true} as const;

export class Middle implements Device {
  readonly name = 'in the middle';
  readonly mac: MacAddress;
  readonly tags: Stage['tags'];

  constructor(
    readonly stage: Stage,
    readonly options: MiddleOptions,
  ) {
    this.mac = stage.places.mac();
    this.tags = stage.tags;
    stage.network.plug(this);
  }

  hears(mac: MacAddress): boolean {
    return mac === this.mac;
  }

  /** Tells `whom` that it has the address. */
  claim(ip: IpAddress, whom: Deceived): void {
    const {mac, stage} = this;
    if (this.options.says === 'replies') {
      const body = {type: 'is-at', ip, mac} as const;
      stage.network.send(this, {source: mac, ...isAt(ip, mac, whom), body});
    } else if (this.options.says === 'announcements') {
      const body = {type: 'is-at', ip, mac} as const;
      stage.network.send(this, {source: mac, ...isAtNow(ip, mac, TO_ONE, whom), body});
    } else {
      const from = {mac, ip};
      const body = {type: 'who-has', ip: whom.ip, from} as const;
      stage.network.send(this, {source: mac, ...whoHas(whom.ip, from, whom.mac), body});
    }
  }

  /** What is meant for another goes to who is meant, from its own MAC. */
  receive({destination: to, body, payload, etherType}: Incoming): void {
    const {a, client, vip, network} = this.stage;
    const {passesOn, countsHops, next} = this.options;
    if (!passesOn || to !== this.mac || !('ends' in body)) return;
    const destination = body.ends.destination === vip ? a.mac : (next?.() ?? client.mac);
    const sent = {source: this.mac, destination, etherType, body};
    network.clock.after(200 * US, () =>
      network.send(this, {...sent, payload: countsHops ? hops(payload, -1) : payload}),
    );
  }
}
