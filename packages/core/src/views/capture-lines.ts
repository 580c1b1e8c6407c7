/**
 * Captured frames as lines or as objects: what each says, and whether an address moved or is contested. Pure; it remembers
 * only the owners of addresses, and which forms of announcement it has described.
 *
 * Nothing from the wire or from a file reaches the text as it is: octets become numbers, and interface names, which a file
 * can make up, lose whatever a terminal would take for a command.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis/internal';
import {printable} from '@vip/analysis/internal';
import {
  type ArpPacket,
  classifyArp,
  type DiscoveryPacket,
  ETHER_TYPE_ARP,
  type IpAddress,
  isReadableLinkType,
  LINK_TYPE_ETHERNET,
  type LinkFrame,
} from '@vip/arp';
import {type Dialect, dialectOf, formatDialect, isUnsolicited} from '@vip/arp/describe';
import {arpProbeOf, type OwnershipChange, type ProbeSeen, trackOwnership} from '@vip/arp/ownership';
import {formatOwnershipChange} from './ownership-lines.js';
import {type ReadFrame, ReadFrames} from './read-frames.js';
import {formatTimeOfDay} from './time-of-day.js';

export interface CaptureSelection {
  /** Only what `NEIGHBOUR_FILTER` matches, from a capture that also serves other purposes. */
  readonly arp?: boolean | undefined;
  /** Only announcements, of either family. */
  readonly garp?: boolean | undefined;
  /** Only frames from or to one of these addresses. */
  readonly ips?: readonly IpAddress[] | undefined;
}

/** A frame that was selected. */
export interface SelectedFrame {
  readonly seen: SeenFrame;
  readonly read: ReadFrame;
  readonly packet?: ArpPacket | undefined;
  /** For IPv6, in place of `packet`. */
  readonly discovery?: DiscoveryPacket | undefined;
  readonly change?: OwnershipChange | ProbeSeen | undefined;
  /** The dialect of an announcement; absent if this MAC has announced this address like that before. */
  readonly news?: Dialect | undefined;
}

/** How many described forms of announcement are remembered; beyond that, they are described again. */
const MAX_TOLD = 4096;

/** Selects frames; every frame must be given to it, since ownership follows from all of them. */
export function createCaptureView({arp = false, garp = false, ips}: CaptureSelection = {}) {
  const ownership = trackOwnership();
  const frames = new ReadFrames();
  const news = tellOnce();
  const wanted = ips === undefined ? undefined : new Set<IpAddress>(ips);
  return (seen: SeenFrame): SelectedFrame | undefined => {
    if (seen.linkType !== undefined && !isReadableLinkType(seen.linkType)) return undefined;
    const read = frames.read(seen.bytes, seen.linkType ?? LINK_TYPE_ETHERNET);
    const {frame} = read;
    if (frame.kind === 'discovery') {
      const {packet: discovery} = frame;
      if (arp && discovery.message.type !== 'advertisement') return undefined;
      if (garp && !isUnsolicited(discovery)) return undefined;
      return wanted === undefined || concerns(discovery, wanted) ? {seen, read, discovery} : undefined;
    }
    if (frame.kind !== 'arp') {
      const isLeftOut = arp && frame.link?.etherType !== ETHER_TYPE_ARP;
      return isLeftOut || garp || wanted !== undefined ? undefined : {seen, read};
    }
    const {link, packet} = frame;
    const {network, place} = read.on(interfaceOf(seen, link));
    const probe = arpProbeOf(packet, seen.at, network);
    const change =
      probe === undefined ? ownership.observe(seen.at, packet, network, place) : ownership.probe(probe);
    if (garp && classifyArp(packet).kind !== 'announcement') return undefined;
    if (wanted !== undefined && !wanted.has(packet.senderIp) && !wanted.has(packet.targetIp))
      return undefined;
    return {seen, read, packet, change, news: news(read, packet, link)};
  };
}

/** The dialect of an announcement, reported once for each announcer. */
function tellOnce(): (read: ReadFrame, packet: ArpPacket, frame: LinkFrame) => Dialect | undefined {
  const told = new Set<string>();
  return (read, packet, frame) => {
    if (read.isTold || classifyArp(packet).kind !== 'announcement') return undefined;
    read.isTold = true;
    const dialect = dialectOf(packet, frame);
    const claim = [packet.senderIp, packet.senderMac, dialect.id, ...dialect.warnings].join(' ');
    if (told.has(claim)) return undefined;
    if (told.size >= MAX_TOLD) told.clear();
    told.add(claim);
    return dialect;
  };
}

/** One line, and another if an address moved or is claimed by two. */
export function formatSelected(selected: SelectedFrame): string {
  const {change} = selected;
  const where = whereSeen(selected);
  const line = `${frameNumber(selected)}${formatTimeOfDay(selected.seen.at)}${where === '' ? '' : ` ${where}`} ${selected.read.says}\n`;
  if (selected.news === undefined && change === undefined) return line;
  const more = selected.news === undefined ? [] : formatDialect(selected.news);
  if (change !== undefined) more.push(formatOwnershipChange(change));
  return line + more.map(text => `    ${text}\n`).join('');
}

/** Whether a packet is from one of these addresses, or about one. */
function concerns({message, source, destination}: DiscoveryPacket, ips: ReadonlySet<IpAddress>): boolean {
  return [message.target, source, destination].some(ip => ips.has(ip));
}

/** `    7  ` for a frame in a file, as `tcpdump --number` has it; empty for any other. */
export function frameNumber({seen: {number}}: SelectedFrame): string {
  return number === undefined ? '' : `${String(number).padStart(5)}  `;
}

/** The interface, printable; empty if it has no name. */
export function whereSeen({seen, read}: SelectedFrame): string {
  const iface = interfaceOf(seen, read.frame.link);
  return iface === '' ? '' : interfaceName(iface);
}

/** A cooked capture of version 2 numbers the interfaces; `any#2` is the second one of the machine. */
function interfaceOf({iface}: SeenFrame, frame: LinkFrame | undefined): string {
  const index = frame?.cooked?.interfaceIndex;
  return index === undefined ? iface : `${iface}#${index}`;
}

let cachedName = '';

let cachedPrintable = '';

/** Printable; the same few names come again and again. */
function interfaceName(name: string): string {
  if (name !== cachedName) {
    cachedName = name;
    cachedPrintable = printable(name);
  }
  return cachedPrintable;
}
