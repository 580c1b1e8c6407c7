/**
 * Finding out whether another host holds an address, before it is announced or taken (RFC 5227 §2.1.1).
 *
 * The RFC spaces three probes by one to two seconds and then waits two more, which is meant for a booting host.
 * A failover cannot wait five seconds to begin; on a working link an owner answers in well under
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

/** Maximum number of owners kept: any host can answer for any address, from any number of MACs. */
export const MAX_OWNERS = 4096;

/** The part of a link that is needed; a `FrameLink` is one. */
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

/** An address and another owner of it. */
export interface Owner {
  readonly ip: Ipv4Address;
  readonly mac: MacAddress;
}

/**
 * Probes for the addresses and returns who holds them, each owner once, in the order they were heard, at most
 * `MAX_OWNERS`. Closes the link.
 *
 * @throws VipError if a probe could not be sent, or the link failed: then the answer is unknown
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
  // A packet can only be about the address from which it is sent, or for which it asks.
  const ip = packet.senderIp === ANY_IPV4 ? packet.targetIp : packet.senderIp;
  return sought.has(ip) && conflictsWith(packet, ip, mac) ? {ip, mac: packet.senderMac} : undefined;
}

/** Identifies the network: a tag of VLAN 0 carries only a priority, so its frame belongs to the untagged network. */
export function vlanIds(tags: readonly VlanTag[]): string {
  return tags
    .map(({vlanId}) => vlanId)
    .filter(id => id !== 0)
    .join();
}
