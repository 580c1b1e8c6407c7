/**
 * Frames that another machine than the master sent from a virtual MAC. A switch learns from them: until the master sends from that MAC again, it has
 * the MAC at the port of the other machine.
 *
 * @module
 */

import {type ArpPacket, type IpAddress, isVirtualRouterMac, type LinkFrame, type MacAddress} from '@vip/arp';
import type {Mark} from '../capture/mark.js';
import type {Open} from '../collections/open.js';
import type {SeenAdvert} from './advert.js';

const MAX_MACS = 512;
const MAX_STRAYS = 256;
const MAX_SPEAKERS = 16;

/** Frames that cross within this time may have been sent in either order. Nanoseconds. */
const CROSSING_NS = 5_000_000n;

export interface StrayFrame extends Mark {
  readonly network: string;
  readonly mac: MacAddress;
  /** Its source address; absent where it answers an announcement from the same MAC, which no machine does to its own. */
  readonly from?: IpAddress;
  /** The master's address; absent if no advertisement shows it. */
  readonly master?: IpAddress;
  /** The master's next frame from this MAC. */
  readonly until?: Mark;
}

interface SeenLink extends Mark {
  readonly link: Pick<LinkFrame, 'source' | 'destination'>;
}

interface VirtualMacRecord {
  master: IpAddress | undefined;
  /** All that advertised from this MAC. */
  readonly speakers: Set<IpAddress>;
  stray: Open<StrayFrame> | undefined;
}

export class StrayFrames {
  readonly #macs = new Map<string, VirtualMacRecord>();
  readonly all: Open<StrayFrame>[] = [];

  /** Whether any virtual MAC is known. */
  get isAny(): boolean {
    return this.#macs.size > 0;
  }

  /** An advertisement. @param isNew whether its sender has just become master */
  advertised({network, router, mac, advert, at, frame}: SeenAdvert, isNew: boolean): void {
    if (mac === undefined || advert.rank === 0 || !isVirtualRouterMac(mac)) return;
    const record = this.#record(network, mac);
    if (record === undefined) return;
    if (record.speakers.size < MAX_SPEAKERS) record.speakers.add(router);
    if (isNew) record.master = router;
    if (router === record.master) this.#masterSpoke(record, {at, frame});
  }

  /** A frame of ARP or neighbour discovery. @param from its source address */
  spoke(network: string, {link: {source: mac}, at, frame}: SeenLink, from: IpAddress): void {
    const record = mac === undefined ? undefined : this.#macs.get(`${network} ${mac}`);
    if (mac === undefined || record === undefined) return;
    if (from !== record.master && record.speakers.has(from))
      this.#strayed(record, {at, frame, network, mac, from});
    else this.#masterSpoke(record, {at, frame});
  }

  /**
   * A packet of ARP. Returns whether it answers an announcement from the same MAC, and so announces nothing itself: a machine that still has the
   * address when the new master announces it answers as it does to anybody (keepalived with `use_vmac`).
   */
  answeredItself(network: string, seen: SeenLink, packet: ArpPacket): boolean {
    const {senderMac: mac, senderIp} = packet;
    if (!isToItself(packet, seen.link.destination)) {
      if (this.#macs.size > 0) this.spoke(network, seen, senderIp);
      return false;
    }
    const record = this.#record(network, mac);
    if (record !== undefined) this.#strayed(record, {at: seen.at, frame: seen.frame, network, mac});
    return true;
  }

  #strayed(record: VirtualMacRecord, stray: StrayFrame): void {
    const {master} = record;
    if (record.stray !== undefined && record.stray.until === undefined) return;
    if (this.all.length >= MAX_STRAYS) return;
    record.stray = master === undefined ? stray : {...stray, master};
    this.all.push(record.stray);
  }

  #masterSpoke({stray}: VirtualMacRecord, {at, frame}: Mark): void {
    if (stray === undefined || stray.until !== undefined || at - stray.at < CROSSING_NS) return;
    stray.until = {at, frame};
  }

  #record(network: string, mac: MacAddress): VirtualMacRecord | undefined {
    const key = `${network} ${mac}`;
    const known = this.#macs.get(key);
    if (known !== undefined || this.#macs.size >= MAX_MACS) return known;
    const made = {master: undefined, speakers: new Set<IpAddress>(), stray: undefined};
    this.#macs.set(key, made);
    return made;
  }
}

function isToItself(
  {operation, senderMac, targetMac, senderIp, targetIp}: ArpPacket,
  destination: MacAddress | undefined,
): boolean {
  return (
    operation === 'reply' &&
    senderMac === destination &&
    senderMac === targetMac &&
    senderIp === targetIp &&
    isVirtualRouterMac(senderMac)
  );
}
