/**
 * Finding out whether somebody holds an address, before it is announced or taken (RFC 5227 §2.1.1).
 *
 * The RFC spaces three probes by one to two seconds and then waits two more, which is meant for a host that
 * comes up. A failover cannot wait five seconds to begin; on a link that works an owner answers in well under
 * a millisecond, so the probes here are 250 ms apart and the last is given 500 ms.
 *
 * @module
 */

import {setImmediate as nextTurn, setTimeout as sleep} from 'node:timers/promises';
import {
  ANY_IPV4,
  arpProbe,
  broadcastFrame,
  conflictsWith,
  decodeFrame,
  type Ipv4Address,
  LINK_TYPE_ETHERNET,
  type MacAddress,
  PROBE_COUNT,
  type VlanTag,
} from '@vip/arp';
import {FRAMES_PER_TURN} from './announcer.js';
import {type ListeningLink, whileListening} from './while-listening.js';

const PROBE_INTERVAL_MS = 250;
const LAST_WAIT_MS = 500;

/** Owners that are kept: anybody can answer for anything, from any number of MACs. */
export const MAX_OWNERS = 4096;

/** What is needed of a link; `FrameLink` has it. */
export interface ProbingLink extends ListeningLink {
  send(frame: Uint8Array): void;
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
 * Probes for the addresses and returns who holds them, each owner once, in the order they were heard, `MAX_OWNERS` at the
 * most. Closes the link.
 *
 * @throws VipError when a probe could not be sent or nothing more could be heard: then nobody knows
 */
export async function detectOwners(link: ProbingLink, options: DetectOptions): Promise<Owner[]> {
  const owners = new Map<string, Owner>();
  const sought = new Set(options.ips);
  await whileListening(
    link,
    frames => {
      for (const {bytes} of frames) {
        const owner = ownerIn(bytes, sought, options);
        if (owner !== undefined && owners.size < MAX_OWNERS) owners.set(`${owner.ip} ${owner.mac}`, owner);
      }
    },
    signal => probe(link, options, signal),
    options.signal,
  );
  return [...owners.values()];
}

async function probe(link: ProbingLink, {ips, mac, tags}: DetectOptions, signal: AbortSignal): Promise<void> {
  for (let sent = 0; sent < PROBE_COUNT; sent++) {
    if (sent > 0) await sleep(PROBE_INTERVAL_MS, undefined, {signal});
    for (const [index, ip] of ips.entries()) {
      if (index % FRAMES_PER_TURN === FRAMES_PER_TURN - 1) await nextTurn(undefined, {signal});
      link.send(broadcastFrame(arpProbe(ip, mac), tags));
    }
  }
  await sleep(LAST_WAIT_MS, undefined, {signal});
}

function ownerIn(
  bytes: Uint8Array,
  sought: ReadonlySet<Ipv4Address>,
  {mac, ownMacs, tags = []}: DetectOptions,
): Owner | undefined {
  const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
  if (frame.kind !== 'arp' || ownMacs.has(frame.packet.senderMac)) return undefined;
  if (vlanIds(frame.link.tags) !== vlanIds(tags)) return undefined;
  const {packet} = frame;
  // Of all that are sought it can only be about the one that it speaks from, or asks for.
  const ip = packet.senderIp === ANY_IPV4 ? packet.targetIp : packet.senderIp;
  return sought.has(ip) && conflictsWith(packet, ip, mac) ? {ip, mac: packet.senderMac} : undefined;
}

/** Names the network: a tag of VLAN 0 carries only a priority, its frame is in that of one without a tag. */
export function vlanIds(tags: readonly VlanTag[]): string {
  return tags
    .map(({vlanId}) => vlanId)
    .filter(id => id !== 0)
    .join();
}
