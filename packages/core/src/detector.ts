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
  type Ipv4Address,
  type MacAddress,
  PROBE_COUNT,
  readFrame,
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

/**
 * Probes for the addresses and returns who holds them, each owner once, in the order they were heard. Closes
 * the link.
 *
 * @throws VipError when a probe could not be sent or nothing more could be heard: then nobody knows
 */
export async function detectOwners(link: ProbingLink, options: DetectOptions): Promise<Owner[]> {
  const owners = new Map<string, Owner>();
  const listening = listen(link, options, owners);
  try {
    await Promise.race([probe(link, options), endedEarly(listening)]);
  } finally {
    await link.close();
  }
  await listening;
  return [...owners.values()];
}

async function probe(link: ProbingLink, {ips, mac, tags, signal}: DetectOptions): Promise<void> {
  for (let sent = 0; sent < PROBE_COUNT; sent++) {
    if (sent > 0) await sleep(PROBE_INTERVAL_MS, undefined, {signal});
    for (const ip of ips) link.send(broadcastFrame(arpProbe(ip, mac), tags));
  }
  await sleep(LAST_WAIT_MS, undefined, {signal});
}

async function listen(link: ProbingLink, options: DetectOptions, owners: Map<string, Owner>): Promise<void> {
  for await (const {bytes} of link.frames()) {
    for (const owner of ownersIn(bytes, options)) owners.set(`${owner.ip} ${owner.mac}`, owner);
  }
}

/** Rejects as soon as listening does, and never resolves: an end without an error is that of closing. */
function endedEarly(listening: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    listening.catch(reject);
  });
}

function ownersIn(bytes: Uint8Array, {ips, mac, ownMacs, tags = []}: DetectOptions): Owner[] {
  const {frame, packet} = readFrame(bytes);
  if (frame === undefined || packet === undefined || ownMacs.has(packet.senderMac)) return [];
  if (vlanIds(frame.tags) !== vlanIds(tags)) return [];
  return ips.filter(ip => conflictsWith(packet, ip, mac)).map(ip => ({ip, mac: packet.senderMac}));
}

/** Names the network: a tag of VLAN 0 carries only a priority, its frame is in that of one without a tag. */
export function vlanIds(tags: readonly VlanTag[]): string {
  return tags
    .map(({vlanId}) => vlanId)
    .filter(id => id !== 0)
    .join();
}
