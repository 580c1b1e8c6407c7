/** A machine that diverts to itself the traffic meant for another, and forwards it, or does not. */

import type {IpAddress, MacAddress} from '@vip/arp';
import {isAt, isAtNow, whoHas} from '../wire/neighbour.js';
import {hops} from '../wire/packet.js';
import {US} from './clock.js';
import type {Device, Incoming} from './frame.js';
import type {Stage} from './stage.js';

/** The deceived machine, and the address that is claimed towards it. */
export interface Deceived {
  readonly ip: IpAddress;
  readonly mac: MacAddress;
}

export interface MiddleOptions {
  readonly passesOn: boolean;
  /** Whether it decrements the TTL, as a forwarding kernel does, unlike a program that copies frames. */
  readonly countsHops: boolean;
  /**
   * The frames with which it deceives: unsolicited replies, requests in another's name, or announcements to a
   * single station.
   */
  readonly says: 'replies' | 'questions' | 'announcements';
  /** The machine to which it forwards answers; the client if absent. */
  readonly next?: () => MacAddress;
}

/** The IPv4 counterpart of an unsolicited advertisement. */
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

  /** Claims the address towards `whom`. */
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

  /** Forwards a packet to the machine for which it is meant, from its own MAC. */
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
