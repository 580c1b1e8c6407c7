/**
 * Frames as text, in the manner tcpdump users know: one line a frame, never an exception.
 *
 * @module
 */

import type {ArpPacket} from './arp-packet.js';
import {type ArpPurpose, classifyArp} from './classify.js';
import type {EthernetFrame, VlanTag} from './ethernet.js';
import {BROADCAST_MAC} from './mac.js';
import {type ReadableFrame, readFrame} from './readable-frame.js';

/** One line for any octets: what the frame says, or in brackets why it could not be read. */
export function formatFrame(bytes: Uint8Array): string {
  return formatReadable(readFrame(bytes));
}

/** `formatFrame` for a frame that was read before. */
export function formatReadable({frame, packet, problem}: ReadableFrame): string {
  if (problem !== undefined || frame === undefined) return `(${problem?.message ?? 'no frame'})`;
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

/** What a reader would not expect of an ARP frame, and hence has to be told. */
function oddities({source, destination}: EthernetFrame, packet: ArpPacket): string {
  const isAnswer = packet.operation === 'reply' && packet.senderIp !== packet.targetIp;
  const from = source === packet.senderMac ? '' : ` [from ${source}]`;
  const to = destination === (isAnswer ? packet.targetMac : BROADCAST_MAC) ? '' : ` [to ${destination}]`;
  return from + to;
}

function addresses(frame: EthernetFrame): string {
  return `${frame.source} > ${frame.destination} ${tagWords(frame)}`.trimEnd();
}

function otherType({etherType, payload}: EthernetFrame): string {
  return `type 0x${etherType.toString(16).padStart(4, '0')}, ${payload.length} octets`;
}

function tagWords({tags}: EthernetFrame): string {
  let words = '';
  for (const tag of tags) words += `${formatTag(tag)} `;
  return words;
}

function formatTag({vlanId, priority}: VlanTag): string {
  return priority === 0 ? `vlan ${vlanId}` : `vlan ${vlanId} p ${priority}`;
}
