/**
 * Frames as text, in the style of tcpdump: one line per frame, never an exception.
 *
 * @module
 */

import {BROADCAST_MAC} from '../wire/address/mac.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type ArpPurpose, classifyArp} from '../wire/arp/classify.js';
import {type ForeignArp, isSwitchNotice} from '../wire/arp/foreign-arp.js';
import {decodeFrame, type Frame} from '../wire/frame/decode-frame.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import {LINK_TYPE_ETHERNET} from '../wire/frame/link-type.js';
import {PACKET_TYPE} from '../wire/frame/linux-sll.js';
import type {VlanTag} from '../wire/frame/vlan-tag.js';
import {hexNumber} from '../wire/hex.js';
import {advertisementWords} from './format-advertisement.js';
import {discoveryStatement} from './format-discovery.js';
import {glbpWords, hsrpWords} from './format-hello.js';
import {icmpWords, ipWords, tcpWords, udpWords} from './format-transport.js';
import {formatStatement, type NeighbourStatement} from './statement.js';

/**
 * One line for any octets: the content of the frame or, in brackets, why it could not be read.
 *
 * @param linkType link type of the octets, Ethernet by default
 */
export function formatFrame(octets: Uint8Array, linkType: number = LINK_TYPE_ETHERNET): string {
  return formatDecoded(decodeFrame(octets, linkType));
}

/** `formatFrame` for a frame that is already decoded. */
export function formatDecoded(frame: Frame): string {
  if (frame.kind === 'unreadable') return `(${frame.problem.message})`;
  return tagWords(frame.link) + saysOf(frame);
}

/** The statement of an ARP or neighbour discovery frame, with its tags and protocol; undefined for all others. */
export function statementOf(frame: Frame): (NeighbourStatement & {readonly lead: string}) | undefined {
  if (frame.kind !== 'arp' && frame.kind !== 'discovery') return undefined;
  const {protocol, ...said} = neighbourStatement(frame);
  return {lead: tagWords(frame.link) + protocol, ...said};
}

type NeighbourFrame = Extract<Frame, {kind: 'arp' | 'discovery'}>;

function neighbourStatement(frame: NeighbourFrame): NeighbourStatement & {readonly protocol: 'ARP' | 'NDP'} {
  if (frame.kind === 'discovery') return {protocol: 'NDP', ...discoveryStatement(frame.packet)};
  const said = arpStatement(frame.packet);
  return {protocol: 'ARP', ...said, rest: said.rest + oddities(frame.link, frame.packet)};
}

function saysOf(frame: Exclude<Frame, {kind: 'unreadable'}>): string {
  switch (frame.kind) {
    case 'arp':
    case 'discovery': {
      const {protocol, ...said} = neighbourStatement(frame);
      return `${protocol} ${formatStatement(said)}`;
    }
    case 'foreign-arp':
      return formatForeignArp(frame.packet);
    case 'other':
      return `${addresses(frame.link)} ${otherType(frame.link)}`;
    default:
      return `${frame.ip.source} > ${frame.ip.destination} ${carriedWords(frame)}`;
  }
}

function carriedWords(frame: Extract<Frame, {kind: Carried}>): string {
  switch (frame.kind) {
    case 'vrrp':
    case 'carp':
      return advertisementWords(frame.packet.advertisement);
    case 'hsrp':
      return hsrpWords(frame.packet);
    case 'glbp':
      return glbpWords(frame.packet);
    case 'icmp':
      return icmpWords(frame.message, frame.ip);
    case 'tcp':
      return tcpWords(frame.segment, frame.ip);
    case 'udp':
      return udpWords(frame.datagram);
    case 'ip':
      return ipWords(frame.ip);
  }
}

/** Kinds of frame described by their IP addresses and the payload between them. */
type Carried = 'vrrp' | 'carp' | 'hsrp' | 'glbp' | 'icmp' | 'tcp' | 'udp' | 'ip';

/** An ARP packet in a few words. */
export function formatArp(packet: ArpPacket): string {
  return formatStatement(arpStatement(packet));
}

function arpStatement(packet: ArpPacket): NeighbourStatement {
  const {senderIp, senderMac, targetIp} = packet;
  const purpose = classifyArp(packet);
  switch (purpose.kind) {
    case 'announcement':
      return {kind: purpose.kind, address: senderIp, rest: `is-at ${senderMac} (${formatPurpose(purpose)})`};
    case 'probe':
      return {kind: 'probe who-has', address: targetIp, rest: `asked by ${senderMac}`};
    case 'request':
      return {kind: 'who-has', address: targetIp, rest: `tell ${senderIp} (${senderMac})`};
    case 'reply':
      return {kind: purpose.kind, address: senderIp, rest: `is-at ${senderMac} to ${targetIp}`};
  }
}

/** The form of an announcement, or the name of another purpose: `request, target ff:ff:ff:ff:ff:ff`. */
export function formatPurpose(purpose: ArpPurpose): string {
  if (purpose.kind !== 'announcement') return purpose.kind;
  return `${purpose.form}, target ${TARGET_WORDS[purpose.target]}`;
}

const TARGET_WORDS = {broadcast: 'ff', zero: '00', self: 'self', other: 'another'} as const;

/** RARP and InARP: `RARP request 02:00:00:00:00:11 about itself (a guest moved)`. */
function formatForeignArp(foreign: ForeignArp): string {
  const {name, senderMac, senderIp, targetMac, targetIp} = foreign;
  if (isSwitchNotice(foreign)) return `${name} ${senderMac} about itself (a guest moved)`;
  return `${name} ${senderMac}/${senderIp} to ${targetMac}/${targetIp}`;
}

/** Anything unexpected about an ARP frame that the reader must know. */
function oddities(frame: LinkFrame, packet: ArpPacket): string {
  const {source} = frame;
  const isAnswer = packet.operation === 'reply' && packet.senderIp !== packet.targetIp;
  const from = source === packet.senderMac || source === undefined ? '' : ` [from ${source}]`;
  return from + (isAnswer ? oddAnswer(frame, packet) : oddBroadcast(frame));
}

function oddAnswer({destination}: LinkFrame, {targetMac}: ArpPacket): string {
  return destination === targetMac || destination === undefined ? '' : ` [to ${destination}]`;
}

/** For incoming frames, a cooked capture at least says whether they were broadcast. */
function oddBroadcast({destination, cooked}: LinkFrame): string {
  if (destination !== undefined) return destination === BROADCAST_MAC ? '' : ` [to ${destination}]`;
  if (cooked?.packetType === PACKET_TYPE.host) return ' [to this host only]';
  return cooked?.packetType === PACKET_TYPE.otherHost ? ' [to another host only]' : '';
}

function addresses(frame: LinkFrame): string {
  const [source, destination] = [frame.source ?? '?', frame.destination ?? packetTypeWord(frame)];
  return `${source} > ${destination}`;
}

const PACKET_TYPE_WORDS: Readonly<Record<number, string>> = {
  [PACKET_TYPE.host]: 'this host',
  [PACKET_TYPE.broadcast]: 'everybody',
  [PACKET_TYPE.multicast]: 'a group',
  [PACKET_TYPE.otherHost]: 'another host',
  [PACKET_TYPE.outgoing]: '? (sent)',
};

function packetTypeWord({cooked}: LinkFrame): string {
  return PACKET_TYPE_WORDS[cooked?.packetType ?? -1] ?? '?';
}

function otherType({etherType, payload}: LinkFrame): string {
  return `type ${hexNumber(etherType)}, ${payload.length} octets`;
}

function tagWords({tags}: LinkFrame): string {
  let words = '';
  for (const tag of tags) words += `${formatTag(tag)} `;
  return words;
}

function formatTag({vlanId, priority}: VlanTag): string {
  return priority === 0 ? `vlan ${vlanId}` : `vlan ${vlanId} p ${priority}`;
}
