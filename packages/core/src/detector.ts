/**
 * Finding out whether somebody holds an address, before it is announced or taken (RFC 5227 §2.1.1).
 *
 * The RFC spaces three probes by one to two seconds and then waits two more, which is meant for a host that
 * comes up. A failover cannot wait five seconds to begin; on a link that works an owner answers in well under
 * a millisecond, so the probes here are 250 ms apart and the last is given 500 ms.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {
  arpProbe,
  broadcastFrame,
  conflictsWith,
  DecodeError,
  decodeArpPacket,
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  type Ipv4Address,
  type MacAddress,
  PROBE_COUNT,
  type VlanTag,
} from '@vip/arp';
import type {CapturedFrame} from '@vip/arp/link';

const PROBE_INTERVAL_MS = 250;
const LAST_WAIT_MS = 500;

/** What is needed of a link; `FrameLink` has it. */
export interface ProbingLink {
  send(frame: Uint8Array): void;
  frames(): AsyncIterable<CapturedFrame>;
  close(): Promise<void>;
}

export interface DetectOptions {
  readonly ips: readonly Ipv4Address[];
  /** Sender of the probes. */
  readonly mac: MacAddress;
  /** MACs of this machine: an answer from one of them is not another owner. */
  readonly ownMacs: ReadonlySet<MacAddress>;
  readonly tags?: readonly VlanTag[];
  readonly signal?: AbortSignal;
}

/** An address and somebody else who has it. */
export interface Owner {
  readonly ip: Ipv4Address;
  readonly mac: MacAddress;
}

/** Probes for the addresses and returns who holds them, each owner once. Closes the link. */
export async function detectOwners(link: ProbingLink, options: DetectOptions): Promise<Owner[]> {
  const owners = new Map<string, Owner>();
  const listening = (async () => {
    for await (const {bytes} of link.frames()) {
      for (const owner of ownersIn(bytes, options)) owners.set(`${owner.ip} ${owner.mac}`, owner);
    }
  })();
  try {
    for (let sent = 0; sent < PROBE_COUNT; sent++) {
      if (sent > 0) await sleep(PROBE_INTERVAL_MS, undefined, {signal: options.signal});
      for (const ip of options.ips) link.send(broadcastFrame(arpProbe(ip, options.mac), options.tags));
    }
    await sleep(LAST_WAIT_MS, undefined, {signal: options.signal});
  } finally {
    await link.close();
    await listening;
  }
  return [...owners.values()];
}

function ownersIn(bytes: Uint8Array, {ips, mac, ownMacs, tags = []}: DetectOptions): Owner[] {
  try {
    const frame = decodeEthernetFrame(bytes);
    const sameVlan = frame.tags.map(({vlanId}) => vlanId).join() === tags.map(({vlanId}) => vlanId).join();
    if (frame.etherType !== ETHER_TYPE_ARP || !sameVlan) return [];
    const packet = decodeArpPacket(frame.payload);
    if (ownMacs.has(packet.senderMac)) return [];
    return ips.filter(ip => conflictsWith(packet, ip, mac)).map(ip => ({ip, mac: packet.senderMac}));
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}
