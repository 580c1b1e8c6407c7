/**
 * Captured frames as lines or as objects: what each says, and whether an address moved or is contested. Pure; it remembers
 * only who owned what, and which ways to announce it has told.
 *
 * Nothing that comes from the wire or from a file reaches the text as it is: octets become numbers, and names of
 * interfaces, which a file can make up, lose what a terminal would take for a command.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis';
import {printable} from '@vip/analysis';
import {
  type ArpPacket,
  classifyArp,
  type DiscoveryPacket,
  ETHER_TYPE_ARP,
  type IpAddress,
  isReadableLinkType,
  LINK_TYPE_ETHERNET,
  type LinkFrame,
  PACKET_TYPE,
  taughtMac,
} from '@vip/arp';
import {type Dialect, dialectOf, formatDialect, isUnsolicited} from '@vip/arp/describe';
import {arpProbeOf, type OwnershipChange, type ProbeSeen, trackOwnership} from '@vip/arp/ownership';
import {formatOwnershipChange} from './ownership-lines.js';
import {type ReadFrame, ReadFrames} from './read-frames.js';

export interface CaptureSelection {
  /** Only what `NEIGHBOUR_FILTER` finds: of a capture that takes more for others. */
  readonly arp?: boolean | undefined;
  /** Only announcements, of either family. */
  readonly garp?: boolean | undefined;
  /** Only what is from or for one of these addresses. */
  readonly ips?: readonly IpAddress[] | undefined;
}

/** A frame that was selected. */
export interface SelectedFrame {
  readonly seen: SeenFrame;
  readonly read: ReadFrame;
  readonly packet?: ArpPacket | undefined;
  /** Of IPv6, in place of `packet`. */
  readonly discovery?: DiscoveryPacket | undefined;
  readonly change?: OwnershipChange | ProbeSeen | undefined;
  /** Of an announcement; absent when this MAC has announced this address so before. */
  readonly news?: Dialect | undefined;
}

/** How many claims of a form are remembered as printed; past that they are printed again. */
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

/** The dialect of an announcement, once for each who makes it. */
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

/** One line, and another when an address moved or is claimed by two. */
export function formatSelected(selected: SelectedFrame): string {
  const {change} = selected;
  const where = whereSeen(selected);
  const line = `${frameNumber(selected)}${formatTimeOfDay(selected.seen.at)}${where === '' ? '' : ` ${where}`} ${selected.read.says}\n`;
  if (selected.news === undefined && change === undefined) return line;
  const more = selected.news === undefined ? [] : formatDialect(selected.news);
  if (change !== undefined) more.push(formatOwnershipChange(change));
  return line + more.map(text => `    ${text}\n`).join('');
}

/** Whether it is from one of these addresses, or about it. */
function concerns({message, source, destination}: DiscoveryPacket, ips: ReadonlySet<IpAddress>): boolean {
  return [message.target, source, destination].some(ip => ips.has(ip));
}

/** `    7  ` of a frame in a file, as `tcpdump --number` has it; empty of one in none. */
export function frameNumber({seen: {number}}: SelectedFrame): string {
  return number === undefined ? '' : `${String(number).padStart(5)}  `;
}

/** The interface, printable; empty if it has no name. */
export function whereSeen({seen, read}: SelectedFrame): string {
  const iface = interfaceOf(seen, read.frame.link);
  return iface === '' ? '' : interfaceName(iface);
}

/** The object that `--json` prints. */
export function describeSelected({seen, read, packet, discovery, change}: SelectedFrame): object {
  const {frame} = read;
  const {iface, at, length, own, number} = seen;
  const {link} = frame;
  const cooked = link?.cooked;
  const purpose = packet === undefined ? undefined : classifyArp(packet);
  const arpOrFrame = packet === undefined ? 'frame' : 'arp';
  return {
    kind: discovery === undefined ? arpOrFrame : 'discovery',
    ...(number === undefined ? {} : {frame: number}),
    at,
    iface,
    length,
    own: cooked === undefined ? own : cooked.packetType === PACKET_TYPE.outgoing,
    ...(cooked === undefined ? {} : {packetType: cooked.packetType, interfaceIndex: cooked.interfaceIndex}),
    source: link?.source,
    destination: link?.destination,
    vlans: link?.tags.map(({vlanId}) => vlanId),
    etherType: link?.etherType,
    ...packet,
    ...(discovery === undefined ? {} : describeDiscovery(discovery)),
    purpose: purpose?.kind,
    ...(purpose?.kind === 'announcement' ? {form: purpose.form, target: purpose.target} : {}),
    ...(packet === undefined || link === undefined ? {} : describeDialect(packet, link)),
    ...(frame.kind === 'foreign-arp' ? {foreign: frame.packet.name} : {}),
    problem: frame.kind === 'unreadable' ? frame.problem.message : undefined,
    ...(change === undefined ? {} : {[change.kind]: change}),
  };
}

function describeDiscovery(packet: DiscoveryPacket): object {
  const {message, source, destination} = packet;
  const {type, target} = message;
  const flags =
    message.type === 'advertisement' ? {solicited: message.solicited, override: message.override} : {};
  return {type, target, sourceIp: source, destinationIp: destination, mac: taughtMac(message), ...flags};
}

/** A cooked capture of version 2 numbers the interfaces; `any#2` is the second one of the machine. */
function interfaceOf({iface}: SeenFrame, frame: LinkFrame | undefined): string {
  const index = frame?.cooked?.interfaceIndex;
  return index === undefined ? iface : `${iface}#${index}`;
}

function describeDialect(packet: ArpPacket, frame: LinkFrame): object {
  const {id, speakers, ignoredBy, warnings} = dialectOf(packet, frame);
  const kind = classifyArp(packet).kind;
  if (kind !== 'announcement' && kind !== 'probe') return {};
  return {
    dialect: id,
    speakers: speakers.map(({name}) => name),
    ignoredBy: ignoredBy.map(({name, when}) => ({name, when})),
    warnings,
  };
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

const SECOND_NS = 1_000_000_000n;

let cachedSecond: bigint | undefined;
let cachedText = '';

/** `14:02:11.123456`, local time, as tcpdump prints it. */
export function formatTimeOfDay(at: bigint): string {
  // Towards the past, so that times before 1970, which a file can hold, have a positive fraction as well.
  const nanoseconds = ((at % SECOND_NS) + SECOND_NS) % SECOND_NS;
  const second = (at - nanoseconds) / SECOND_NS;
  if (second !== cachedSecond) {
    cachedSecond = second;
    cachedText = timeOfDay(second);
  }
  return `${cachedText}.${String(nanoseconds / 1000n).padStart(6, '0')}`;
}

/** A second that is out of the reach of calendars stays a number. */
function timeOfDay(second: bigint): string {
  const date = new Date(Number(second) * 1000);
  if (Number.isNaN(date.getTime())) return `${second}`;
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(n => String(n).padStart(2, '0'))
    .join(':');
}
