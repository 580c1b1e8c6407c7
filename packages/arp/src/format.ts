/**
 * Frames as text, in the manner tcpdump users know: one line a frame, never an exception.
 *
 * @module
 */

import {type ArpPacket, decodeArpPacket} from './arp-packet.js';
import {type ArpPurpose, classifyArp} from './classify.js';
import {DecodeError} from './errors.js';
import {decodeEthernetFrame, ETHER_TYPE_ARP, type EthernetFrame, type VlanTag} from './ethernet.js';
import {BROADCAST_MAC} from './mac.js';

/** One line for any octets: what the frame says, or in brackets why it could not be read. */
export function formatFrame(bytes: Uint8Array): string {
  try {
    const frame = decodeEthernetFrame(bytes);
    if (frame.etherType !== ETHER_TYPE_ARP) return `${addresses(frame)} ${otherType(frame)}`;
    const packet = decodeArpPacket(frame.payload);
    return [...frame.tags.map(formatTag), `ARP ${formatArp(packet)}`, ...oddities(frame, packet)].join(' ');
  } catch (error) {
    if (error instanceof DecodeError) return `(${error.message})`;
    throw error;
  }
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
function oddities(frame: EthernetFrame, packet: ArpPacket): string[] {
  const odd: string[] = [];
  if (frame.source !== packet.senderMac) odd.push(`[from ${frame.source}]`);
  const expected = packet.operation === 'reply' ? packet.targetMac : BROADCAST_MAC;
  const announces = packet.senderIp === packet.targetIp;
  if (frame.destination !== (announces ? BROADCAST_MAC : expected)) odd.push(`[to ${frame.destination}]`);
  return odd;
}

function addresses(frame: EthernetFrame): string {
  return [`${frame.source} > ${frame.destination}`, ...frame.tags.map(formatTag)].join(' ');
}

function otherType({etherType, payload}: EthernetFrame): string {
  return `type 0x${etherType.toString(16).padStart(4, '0')}, ${payload.length} octets`;
}

function formatTag({vlanId, priority}: VlanTag): string {
  return priority === 0 ? `vlan ${vlanId}` : `vlan ${vlanId} p ${priority}`;
}
