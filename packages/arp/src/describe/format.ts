/**
 * Frames as text, in the manner tcpdump users know: one line a frame, never an exception.
 *
 * @module
 */

import {BROADCAST_MAC} from '../wire/address/mac.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type ArpPurpose, classifyArp} from '../wire/arp/classify.js';
import {type ForeignArp, isSwitchNotice} from '../wire/arp/foreign-arp.js';
import type {VlanTag} from '../wire/frame/ethernet.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import {PACKET_TYPE} from '../wire/frame/linux-sll.js';
import {type ReadableFrame, readFrame} from './readable-frame.js';

/** One line for any octets: what the frame says, or in brackets why it could not be read. */
export function formatFrame(bytes: Uint8Array): string {
  return formatReadable(readFrame(bytes));
}

/** `formatFrame` for a frame that was read before. */
export function formatReadable({frame, packet, foreign, problem}: ReadableFrame): string {
  if (problem !== undefined || frame === undefined) return `(${problem?.message ?? 'no frame'})`;
  if (foreign !== undefined) return `${tagWords(frame)}${formatForeignArp(foreign)}`;
  if (packet === undefined) return `${addresses(frame)} ${otherType(frame)}`;
  return `${tagWords(frame)}ARP ${formatArp(packet)}${oddities(frame, packet)}`;
}

/** What an ARP packet says, in a few words. */
export function formatArp(packet: ArpPacket): string {
  const purpose = classifyArp(packet);
  switch (purpose.kind) {
    case 'announcement':
      return `announcement ${packet.senderIp} is-at ${packet.senderMac} (${formatPurpose(purpose)})`;
    case 'probe':
      return `probe who-has ${packet.targetIp} asked by ${packet.senderMac}`;
    case 'request':
      return `who-has ${packet.targetIp} tell ${packet.senderIp} (${packet.senderMac})`;
    case 'reply':
      return `reply ${packet.senderIp} is-at ${packet.senderMac} to ${packet.targetIp}`;
  }
}

/** The form of an announcement, or the name of any other purpose: `request, target ff:ff:ff:ff:ff:ff`. */
export function formatPurpose(purpose: ArpPurpose): string {
  if (purpose.kind !== 'announcement') return purpose.kind;
  return `${purpose.form}, target ${TARGET_WORDS[purpose.target]}`;
}

const TARGET_WORDS = {broadcast: 'ff', zero: '00', self: 'self', other: 'another'} as const;

/** RARP and InARP: `RARP request 02:00:00:00:00:11 about itself (a guest moved)`. */
export function formatForeignArp(foreign: ForeignArp): string {
  const {name, senderMac, senderIp, targetMac, targetIp} = foreign;
  if (isSwitchNotice(foreign)) return `${name} ${senderMac} about itself (a guest moved)`;
  return `${name} ${senderMac}/${senderIp} to ${targetMac}/${targetIp}`;
}

/** What a reader would not expect of an ARP frame, and hence has to be told. */
function oddities(frame: LinkFrame, packet: ArpPacket): string {
  const {source} = frame;
  const isAnswer = packet.operation === 'reply' && packet.senderIp !== packet.targetIp;
  const from = source === packet.senderMac || source === undefined ? '' : ` [from ${source}]`;
  return from + (isAnswer ? oddAnswer(frame, packet) : oddBroadcast(frame));
}

function oddAnswer({destination}: LinkFrame, {targetMac}: ArpPacket): string {
  return destination === targetMac || destination === undefined ? '' : ` [to ${destination}]`;
}

/** A cooked capture tells at least of frames that came in whether they went to everybody. */
function oddBroadcast({destination, cooked}: LinkFrame): string {
  if (destination !== undefined) return destination === BROADCAST_MAC ? '' : ` [to ${destination}]`;
  if (cooked?.packetType === PACKET_TYPE.host) return ' [to this host only]';
  return cooked?.packetType === PACKET_TYPE.otherHost ? ' [to another host only]' : '';
}

function addresses(frame: LinkFrame): string {
  const [source, destination] = [frame.source ?? '?', frame.destination ?? packetTypeWord(frame)];
  return `${source} > ${destination} ${tagWords(frame)}`.trimEnd();
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
  return `type 0x${etherType.toString(16).padStart(4, '0')}, ${payload.length} octets`;
}

function tagWords({tags}: LinkFrame): string {
  let words = '';
  for (const tag of tags) words += `${formatTag(tag)} `;
  return words;
}

function formatTag({vlanId, priority}: VlanTag): string {
  return priority === 0 ? `vlan ${vlanId}` : `vlan ${vlanId} p ${priority}`;
}
