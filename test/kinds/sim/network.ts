/**
 * One segment: a switch that delivers, and who captures from it.
 *
 * @module
 */

import {isGroupMac, type MacAddress, padFrame} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {ethernetFrame} from '../wire/ethernet.js';
import {between} from './chance.js';
import {Clock, SECOND, US} from './clock.js';
import type {Captured, Device, Outgoing} from './frame.js';

/** Whether the capture sees a frame from one to another; `to` is undefined for frames to a group or to nobody. */
export type Vantage = (from: Device, to: Device | undefined, frame: Outgoing) => boolean;

/** A mirror port of the switch, both directions. */
export const MIRROR: Vantage = () => true;

/** At one of them: its own frames, and those that reach it. */
export function captureAt(device: Device): Vantage {
  return (from, to, frame) => from === device || to === device || isGroupMac(frame.destination);
}

export class Network {
  readonly clock = new Clock();
  readonly captured: Captured[] = [];
  vantage: Vantage = MIRROR;
  /** The capture begins and ends here, in nanoseconds of the story. */
  begin = 0;
  end = Number.POSITIVE_INFINITY;
  /** Frames that are on the way to this device are lost: a dead link, a blocked port. */
  readonly blocked = new Set<Device>();
  /** Where the switch thinks a MAC is, if not where it was heard. */
  readonly stuck = new Map<MacAddress, Device>();
  readonly #devices: Device[] = [];
  readonly #latency: number;
  readonly #pads: boolean;

  constructor(random: Random) {
    this.#latency = between(random, 5 * US, 80 * US);
    this.#pads = random.oneIn(3);
  }

  plug<T extends Device>(device: T): T {
    this.#devices.push(device);
    return device;
  }

  /** From one device to whoever hears it; what the capture has of it. */
  send(from: Device, frame: Outgoing): Captured | undefined {
    if (this.blocked.has(from)) return undefined;
    const to = this.#receivers(from, frame.destination);
    const record = this.vantage(from, isGroupMac(frame.destination) ? undefined : to[0], frame)
      ? this.record(this.#encode(from, frame))
      : undefined;
    for (const device of to) {
      if (this.blocked.has(device)) continue;
      this.clock.after(this.#latency, () => device.receive({...frame, record}));
    }
    return record;
  }

  /** Into the capture, now, as it is. */
  record(bytes: Uint8Array): Captured | undefined {
    const at = this.clock.now;
    if (at < this.begin || at > this.end) return undefined;
    const record = {at, bytes, number: 0};
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

  #receivers(from: Device, destination: MacAddress): Device[] {
    const isHere = (device: Device) => device !== from && vlanOf(device) === vlanOf(from);
    if (isGroupMac(destination)) return this.#devices.filter(isHere);
    const stuck = this.stuck.get(destination);
    if (stuck !== undefined) return stuck.hears(destination) ? [stuck] : [];
    return this.#devices.filter(device => isHere(device) && device.hears(destination)).slice(0, 1);
  }
}

/** As `100.10`; empty without tags. */
export function vlanOf({tags}: Device): string {
  return tags.map(({vlanId}) => vlanId).join('.');
}

/** Until everything that was on the way has arrived. */
export const SETTLED = SECOND;
