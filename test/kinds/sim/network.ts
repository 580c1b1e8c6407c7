/**
 * One segment: a switch that delivers frames, and a vantage point that captures them.
 *
 * @module
 */

import {ETHER_TYPE_ARP, isGroupMac, type MacAddress, padFrame, type VlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {ethernetFrame} from '../wire/ethernet.js';
import {hops} from '../wire/packet.js';
import {between} from './chance.js';
import {Clock, MS, SECOND, US} from './clock.js';
import type {Captured, Device, Outgoing} from './frame.js';

/** Whether the capture sees a frame from one to another; `to` is undefined for frames to a group or to an unused MAC. */
export type Vantage = (from: Device, to: Device | undefined, frame: Outgoing) => boolean;

/** A mirror port of the switch, with both directions. */
export const MIRROR: Vantage = () => true;

/** A capture at one device: its own frames, and those that reach it. */
export function captureAt(device: Device): Vantage {
  return (from, to, frame) => from === device || to === device || isGroupMac(frame.destination);
}

/** A frame as its sender or a receiver has it. */
export interface Tapped {
  /** Nanoseconds since the beginning of the story. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

let tapping: Random | undefined;

/** Networks that `make` creates also record at every device, and their frames take varying times. */
export function tapped<T>(random: Random, make: () => T): T {
  tapping = random;
  try {
    return make();
  } finally {
    tapping = undefined;
  }
}

export class Network {
  /** The beginning of the story, in nanoseconds since the epoch. */
  readonly start: bigint;
  readonly captured: Captured[] = [];
  vantage: Vantage = MIRROR;
  /** The capture begins and ends here, in nanoseconds of the story. */
  begin = 0;
  end = Number.POSITIVE_INFINITY;
  /** Frames on the way to this device are lost, as with a dead link or a blocked port. */
  readonly blocked = new Set<Device>();
  /** Frames of this device are captured but reach no other, as with a port that does not forward yet. */
  readonly unforwarded = new Set<Device>();
  /** Frames that are lost on the way to one of the devices that should receive them. */
  loses: ((from: Device, to: Device, frame: Outgoing) => boolean) | undefined;
  /** The port at which the switch believes a MAC to be, if not where it was heard. */
  readonly stuck = new Map<MacAddress, Device>();
  /** A router whose other side is mirrored as well, so that packets through it are seen twice. */
  routed: {readonly by: Device; readonly mac: MacAddress; readonly next: MacAddress} | undefined;
  readonly #devices: Device[] = [];
  /** Where a MAC was last heard, by VLAN, then by MAC. */
  readonly #learned = new Map<string, Map<MacAddress, Device>>();
  readonly #latency: number;
  readonly #pads: boolean;
  /** The frames that each device sends and receives, if they are recorded. */
  readonly taps: Map<Device, Tapped[]> | undefined;
  readonly #jitter: (() => number) | undefined;
  readonly #lastArrival = new Map<Device, number>();

  /** @param clock the clock of another segment of the same story */
  constructor(
    random: Random,
    readonly clock = new Clock(),
  ) {
    this.#latency = between(random, 5 * US, 80 * US);
    this.#pads = random.oneIn(3);
    if (tapping !== undefined) {
      const own = tapping;
      this.taps = new Map();
      this.#jitter = () => (own.oneIn(20) ? between(own, 0, 3 * MS) : between(own, 0, 60 * US));
    }
    // A moment in recent years, to the nanosecond.
    this.start =
      BigInt(1_600_000_000 + random.below(180_000_000)) * 1_000_000_000n + BigInt(random.below(1e9));
  }

  /** The present time, in nanoseconds since the epoch. */
  utc(at: number = this.clock.now): bigint {
    return this.start + BigInt(Math.round(at));
  }

  plug<T extends Device>(device: T): T {
    this.#devices.push(device);
    return device;
  }

  /** Delivers a frame from one device to all that hear it. Returns the capture's record of it. */
  send(from: Device, frame: Outgoing): Captured | undefined {
    if (this.blocked.has(from)) return undefined;
    if (!this.unforwarded.has(from)) this.#learnedIn(vlanOf(from)).set(frame.source, from);
    const to = this.#receivers(from, frame.destination);
    const isSeen = this.vantage(from, isGroupMac(frame.destination) ? undefined : to[0], frame);
    const record = isSeen ? this.#see(from, to[0], frame) : undefined;
    if (record !== undefined) record.claims = !('ends' in frame.body);
    this.#tap(from, from, frame);
    if (this.unforwarded.has(from)) return record;
    const {source, destination, etherType, payload, body} = frame;
    const incoming = {source, destination, etherType, payload, body, record};
    for (const device of to) {
      if (this.blocked.has(device) || this.loses?.(from, device, frame) === true) continue;
      this.clock.at(this.#arrival(device), () => {
        this.#tap(device, from, frame);
        device.receive(incoming);
      });
    }
    return record;
  }

  /** No frame overtakes another on the way to a device. */
  #arrival(device: Device): number {
    const soonest = this.clock.now + this.#latency;
    if (this.#jitter === undefined) return soonest;
    const at = Math.max(soonest + this.#jitter(), this.#lastArrival.get(device) ?? 0);
    this.#lastArrival.set(device, at);
    return at;
  }

  #tap(device: Device, from: Device, frame: Outgoing): void {
    const {taps} = this;
    if (taps === undefined) return;
    const tapped = {at: this.clock.now, bytes: this.#encode(from, frame)};
    const known = taps.get(device);
    if (known === undefined) taps.set(device, [tapped]);
    else known.push(tapped);
  }

  /** Records a frame before the router and after it, if it passes there. */
  #see(from: Device, to: Device | undefined, frame: Outgoing): Captured | undefined {
    const {routed} = this;
    const isPacket = frame.etherType !== ETHER_TYPE_ARP && 'ends' in frame.body;
    if (routed === undefined || !isPacket) return this.record(this.#encode(from, frame));
    if (from === routed.by) {
      const before = {
        ...frame,
        source: routed.next,
        destination: routed.mac,
        payload: hops(frame.payload, 1),
      };
      const twin = this.record(this.#encode(from, before));
      const record = this.record(this.#encode(from, frame));
      if (twin !== undefined && record !== undefined) record.twin = twin;
      return record;
    }
    const record = this.record(this.#encode(from, frame));
    if (to !== routed.by) return record;
    const after = {...frame, source: routed.mac, destination: routed.next, payload: hops(frame.payload, -1)};
    const twin = this.record(this.#encode(from, after));
    if (twin !== undefined && record !== undefined) record.twin = twin;
    return record;
  }

  /** Adds a frame to the capture now, unchanged. */
  record(bytes: Uint8Array): Captured | undefined {
    const at = this.clock.now;
    if (at < this.begin || at > this.end) return undefined;
    const record: Captured = {at, bytes, number: 0};
    this.captured.push(record);
    return record;
  }

  /** Numbers the frames of the capture; nothing happens afterwards. */
  finish(until: number): void {
    this.clock.run(until);
    this.captured.forEach((frame, index) => {
      frame.number = index + 1;
    });
  }

  #encode(from: Device, {source, destination, etherType, payload}: Outgoing): Uint8Array {
    const bytes = ethernetFrame({source, destination, tags: from.tags, etherType, payload});
    return this.#pads ? padFrame(bytes) : bytes;
  }

  #learnedIn(vlan: string): Map<MacAddress, Device> {
    const known = this.#learned.get(vlan);
    if (known !== undefined) return known;
    const learned = new Map<MacAddress, Device>();
    this.#learned.set(vlan, learned);
    return learned;
  }

  #receivers(from: Device, destination: MacAddress): Device[] {
    const isHere = (device: Device) => device !== from && vlanOf(device) === vlanOf(from);
    if (isGroupMac(destination)) return this.#devices.filter(isHere);
    const stuck = this.stuck.get(destination);
    if (stuck !== undefined) return [stuck];
    const learned = this.#learnedIn(vlanOf(from)).get(destination);
    if (learned !== undefined) return learned === from ? [] : [learned];
    return this.#devices.filter(device => isHere(device) && device.hears(destination)).slice(0, 1);
  }
}

const vlans = new WeakMap<readonly VlanTag[], string>();

/** The VLANs in the form `100.10`; empty without tags. Devices are compared by them for each frame, so each list is written once. */
export function vlanOf({tags}: Device): string {
  if (tags.length === 0) return '';
  let text = vlans.get(tags);
  if (text === undefined) {
    text = tags.map(({vlanId}) => vlanId).join('.');
    vlans.set(tags, text);
  }
  return text;
}

/** Waits until everything on the way has arrived. */
export const SETTLED = SECOND;
