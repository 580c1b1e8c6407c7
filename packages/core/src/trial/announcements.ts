/**
 * The announcements of a trial: where each was sent, and where it arrived. Pure.
 *
 * @module
 */

import type {FrameEvent, LabSettings, Station, Timeline} from '@vip/analysis';
import {type ArpFrame, arpFrames, hexOfOctets} from '@vip/analysis';
import {classifyArp, type Ipv4Address, type MacAddress} from '@vip/arp';
import {formatPurpose} from '@vip/arp/describe';

/** An announcement of the VIP, where it was sent. Who sends it is whose capture has it as its own, whatever MAC it is from. */
export interface SentAnnouncement {
  /** Nanoseconds after the fault; before it, negative. */
  readonly afterNs: bigint;
  readonly node: string;
  /** The MAC it gives the VIP: the node's own, or that of a virtual router. */
  readonly mac: MacAddress;
  readonly form: string;
  /** The nodes with an observer's cache at which it arrived. */
  readonly heardBy: readonly string[];
}

/** All of a station's, oldest first. */
export function sentAnnouncements(
  timeline: Timeline,
  {vip, client, ext, router}: LabSettings,
  {node}: Station,
  faultAt: bigint,
): SentAnnouncement[] {
  const sent = ownAnnouncements(timeline, node, vip.address);
  const frames = sent.map(({event}) => event);
  const arrivals = [client, ext, router].map(observer => {
    const received = timeline.select('frame', observer.node).filter(({own}) => !own);
    return {observer: observer.node, arrived: matchArrivals(frames, received)};
  });
  return sent.map(({event, packet}) => ({
    afterNs: event.at - faultAt,
    node,
    mac: packet.senderMac,
    form: formatPurpose(classifyArp(packet)),
    heardBy: arrivals.filter(({arrived}) => arrived.has(event)).map(({observer}) => observer),
  }));
}

/** The announcements of an address that a node itself sent, oldest first. */
export function ownAnnouncements(timeline: Timeline, node: string, ip: Ipv4Address): ArpFrame[] {
  return arpFrames(timeline, node).filter(
    ({event, packet}) => event.own && packet.senderIp === ip && classifyArp(packet).kind === 'announcement',
  );
}

/**
 * A frame crosses the lab's switch in microseconds, unless the receiver's softirq waits for a busy processor. Sets of
 * announcements are further apart. Nanoseconds.
 */
const DELIVERED_WITHIN_NS = 400_000_000n;

/**
 * Which of the frames arrived. Those of one set are the same octets: an arrival is that of the frame sent last before
 * it that has none yet, so that it is the first ones that are missing where the first ones were dropped, and a set that
 * arrives in one go after all of it was sent is all there.
 */
function matchArrivals(sent: readonly FrameEvent[], received: readonly FrameEvent[]): Set<FrameEvent> {
  const arrived = new Set<FrameEvent>();
  const alike = new Map<string, FrameEvent[]>();
  for (const frame of sent) {
    const content = hexOfOctets(frame.octets);
    alike.set(content, [...(alike.get(content) ?? []), frame]);
  }
  for (const {at, octets} of received) {
    const match = alike
      .get(hexOfOctets(octets))
      ?.findLast(frame => frame.at <= at && at - frame.at <= DELIVERED_WITHIN_NS && !arrived.has(frame));
    if (match !== undefined) arrived.add(match);
  }
  return arrived;
}
