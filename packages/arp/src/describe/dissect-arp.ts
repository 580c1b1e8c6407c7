/**
 * The fields of an ARP frame: octets, name, value, and the reason for the value. For `--dry-run` and for
 * teaching.
 *
 * @module
 */

import {BROADCAST_MAC, hasGroupBit, ZERO_MAC} from '../wire/address/mac.js';
import {arpAt} from '../wire/arp/arp-layout.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type ArpPurpose, classifyArp} from '../wire/arp/classify.js';
import {ETHERNET_MINIMUM_LENGTH} from '../wire/frame/ethernet.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import type {VlanTag} from '../wire/frame/vlan-tag.js';
import {readUint16} from '../wire/octets.js';
import {FieldTaker, type FrameField} from './field-taker.js';

/** The fields of a frame that carries ARP, in wire order; they cover every octet exactly once. */
export function dissectArp(octets: Uint8Array, frame: LinkFrame, packet: ArpPacket): FrameField[] {
  const purpose = classifyArp(packet);
  const taker = new FieldTaker(octets);
  const take = taker.take.bind(taker);
  taker.takeLink(frame, 'ARP, so that the receiver hands it to ARP and not to IP', {
    destination: whyDestination(frame, purpose),
    source: whySource(frame, packet),
    tag: whyTag,
  });
  take(
    2,
    'hardware type',
    String(hardwareType(frame)),
    'Ethernet: what the two MAC fields below are (RFC 826)',
  );
  take(2, 'protocol type', '0x0800', 'IPv4, by its EtherType: what the two IP fields are (RFC 826)');
  take(1, 'hardware length', '6', 'octets of a MAC');
  take(1, 'protocol length', '4', 'octets of an IPv4 address');
  take(2, 'operation', operationValue(packet), whyOperation(purpose));
  take(6, 'sender MAC', packet.senderMac, whySenderMac(purpose));
  take(4, 'sender IP', packet.senderIp, whySenderIp(purpose));
  take(6, 'target MAC', packet.targetMac, whyTargetMac(packet, purpose));
  take(4, 'target IP', packet.targetIp, whyTargetIp(purpose));
  const padding = taker.left;
  if (padding > 0) {
    const why = `a frame on the wire has ${ETHERNET_MINIMUM_LENGTH} octets or more; ARP ignores these`;
    take(padding, 'padding', `${padding} octets`, why);
  }
  return taker.fields;
}

/** The one field that a decoded packet does not keep: IEEE 802 is read as Ethernet. */
function hardwareType({payload}: LinkFrame): number {
  return readUint16(payload, arpAt.hardwareType);
}

function whyDestination({destination}: LinkFrame, {kind}: ArpPurpose): string {
  if (destination !== BROADCAST_MAC) {
    return destination !== undefined && hasGroupBit(destination)
      ? 'a group of stations'
      : 'this station only; no other receives it';
  }
  if (kind === 'announcement')
    return 'every station on the link: any of them may hold the address in its cache (RFC 5944 §4.6)';
  return 'every station on the link';
}

function whySource({source}: LinkFrame, {senderMac}: ArpPacket): string {
  if (source !== senderMac)
    return `not the sender MAC below: switches learn this one's port, caches learn ${senderMac}`;
  return 'switches learn from it on which port this MAC is now';
}

function whyTag({vlanId}: VlanTag): string {
  if (vlanId === 0) return 'priority only: the frame stays in the VLAN of the port (IEEE 802.1Q)';
  return 'only members of this VLAN receive it (IEEE 802.1Q)';
}

function operationValue({operation}: ArpPacket): string {
  return `${operation === 'request' ? 1 : 2}, ${operation}`;
}

function whyOperation(purpose: ArpPurpose): string {
  switch (purpose.kind) {
    case 'announcement':
      return purpose.form === 'request'
        ? 'a question that needs no answer: a host with the address in its cache updates the entry before it looks at ' +
            'the operation (RFC 826), and RFC 5227 §3 prefers requests'
        : 'an unsolicited reply; RFC 5944 §4.6 allows it, and some equipment accepts nothing else';
    case 'probe':
      return 'asks whether the target IP is in use (RFC 5227 §2.1.1)';
    case 'request':
      return 'asks for the MAC of the target IP (RFC 826)';
    case 'reply':
      return 'answers a request (RFC 826)';
  }
}

function whySenderMac({kind}: ArpPurpose): string {
  if (kind === 'announcement') return 'where the address is now: this goes into the caches (RFC 5944 §4.6)';
  if (kind === 'probe') return 'the asker';
  return 'where the sender IP is: caches that have it are updated (RFC 826)';
}

function whySenderIp({kind}: ArpPurpose): string {
  if (kind === 'announcement') return 'the announced address: whose cache entry is updated';
  if (kind === 'probe') return 'none yet, so that no cache is changed by asking (RFC 5227 §2.1.1)';
  return 'the address of the sender';
}

function whyTargetMac({targetMac, senderMac, operation}: ArpPacket, purpose: ArpPurpose): string {
  if (purpose.kind === 'probe') return 'not known; all zeroes by RFC 5227 §2.1.1';
  if (operation === 'request') {
    if (purpose.kind !== 'announcement') return 'the value asked for; receivers ignore it (RFC 826)';
    if (targetMac === BROADCAST_MAC)
      return 'a request needs no value here (RFC 826); keepalived, FRR and arping -U send this one';
    if (targetMac === ZERO_MAC)
      return 'a request needs no value here (RFC 826); all zeroes is the form of RFC 5227 §2.3';
    return 'a request needs no value here (RFC 826)';
  }
  if (purpose.kind !== 'announcement') return 'the asker';
  if (targetMac === senderMac)
    return 'the sender again, as RFC 5944 §4.6 has it for replies: Linux calls a reply gratuitous only then';
  return (
    "not the sender's, as RFC 5944 §4.6 has it for replies: Linux ignores it while its entry is younger " +
    'than a second (locktime)'
  );
}

function whyTargetIp({kind}: ArpPurpose): string {
  if (kind === 'announcement')
    return 'the sender IP again: that is what makes it gratuitous (RFC 5227 §2.3, RFC 5944 §4.6)';
  if (kind === 'probe') return 'the address that the sender wants to use';
  return kind === 'request' ? 'the address that is asked for' : 'the address of the asker';
}
