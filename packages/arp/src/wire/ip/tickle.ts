/**
 * Tickles, which end the sessions of a node that is gone: packets sent to a client in its name. The client answers with its own sequence
 * numbers, and the new owner, which has no such session, resets it.
 *
 * A client answers an ACK outside its window with an ACK (RFC 9293 §3.10.7.4, RFC 5961 §5), and a SYN+ACK likewise. The latter passes
 * connection tracking as well: nf_conntrack accepts one from the answering side whatever its numbers, but an ACK with the numbers 0 only if
 * they happen to lie before the window.
 *
 * The packets are those of CTDB (`ctdb_sys_send_tcp()` in `ctdb/common/system_socket.c`): without options, so that timestamps are not
 * checked, and with a window of 1234, which identifies them in a capture.
 *
 * @module
 */

import {isOfIpv6} from '../address/ip-address.js';
import {ANY_IPV4, type Ipv4Address, ipv4ToNumber} from '../address/ipv4-address.js';
import {ANY_IPV6, IPV6_LENGTH, type Ipv6Address, writeIpv6} from '../address/ipv6-address.js';
import {checkRange} from '../check.js';
import {folded} from '../checksum.js';
import type {IpPath} from './ip-path.js';
import {IPV4_MINIMUM_LENGTH, ipv4At} from './ipv4-header.js';
import {encodeIpv4Packet} from './ipv4-packet.js';
import {encodeIpv6Packet, IPV6_HEADER_LENGTH, ipv6At} from './ipv6-packet.js';
import {PROTOCOL_TCP} from './protocol.js';
import type {SocketAddress, TcpSession} from './socket-address.js';
import {encodeTcpSegment, type TcpFields, tcpAt} from './tcp.js';

/** Flags of the segment that provokes an answer. */
export type TickleForm = 'ack' | 'syn-ack';

/** Distinguishes CTDB's tickles, and ours, from other segments. */
const TICKLE_WINDOW = 1234;

const FLAGS = {ack: ['ack'], 'syn-ack': ['syn', 'ack']} as const satisfies Record<
  TickleForm,
  TcpFields['flags']
>;
/** As CTDB sets it. */
const TIME_TO_LIVE = 255;
const HOP_LIMIT = 64;

/**
 * An IP packet from the virtual IP to the client with the numbers 0. The identification of an IPv4 packet is 0: the kernel replaces
 * it when the packet is sent (raw(7), IP_HDRINCL).
 *
 * @param into an earlier packet of the same family to overwrite, so that thousands sent one by one share their octets
 * @throws VipError `BAD_ARGUMENT` for addresses of different families or a port outside its range, `BAD_ADDRESS` for text that is not an
 *   address
 */
export function tickle(session: TcpSession, form: TickleForm, into?: Uint8Array): Uint8Array {
  const {local, remote} = session;
  if (isOfIpv6(local.address) !== isOfIpv6(remote.address)) return composed(session, form);
  if (last?.form !== form || last.local.address !== local.address || last.local.port !== local.port)
    last = {local, form, octets: composed({local, remote: placeholderFor(local)}, form)};
  return addressed(last.octets, remote, into);
}

/** The packets of a list differ only in the client: this is the last one without it. */
let last: {readonly local: SocketAddress; readonly form: TickleForm; readonly octets: Uint8Array} | undefined;

function composed(session: TcpSession, form: TickleForm): Uint8Array {
  return fromServer(session, {flags: FLAGS[form], window: TICKLE_WINDOW});
}

function placeholderFor({address}: SocketAddress): SocketAddress {
  return {address: isOfIpv6(address) ? ANY_IPV6 : ANY_IPV4, port: 0};
}

/** A copy addressed to the client, whose address and port are added to the checksums (RFC 1624). */
function addressed(octets: Uint8Array, {address, port}: SocketAddress, into?: Uint8Array): Uint8Array {
  checkRange('tcp destination port', port, 0, 0xffff);
  const packet = into?.length === octets.length ? into : new Uint8Array(octets.length);
  packet.set(octets);
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  let sum = 0;
  if (isOfIpv6(address)) {
    writeIpv6(packet, ipv6At.destination, address as Ipv6Address);
    for (let at = 0; at < IPV6_LENGTH; at += 2) sum += view.getUint16(ipv6At.destination + at);
    view.setUint16(IPV6_HEADER_LENGTH + tcpAt.destinationPort, port);
    addTo(view, IPV6_HEADER_LENGTH + tcpAt.checksum, sum + port);
    return packet;
  }
  const number = ipv4ToNumber(address as Ipv4Address);
  view.setUint32(ipv4At.destination, number);
  sum = (number >>> 16) + (number & 0xffff);
  addTo(view, ipv4At.checksum, sum);
  view.setUint16(IPV4_MINIMUM_LENGTH + tcpAt.destinationPort, port);
  addTo(view, IPV4_MINIMUM_LENGTH + tcpAt.checksum, sum + port);
  return packet;
}

function addTo(view: DataView, checksumAt: number, words: number): void {
  view.setUint16(checksumAt, folded((~view.getUint16(checksumAt) & 0xffff) + words));
}

/**
 * The reset that the new owner owes a client that answered.
 *
 * @param acknowledgment of the client's answer: the only number for which it accepts a reset (RFC 5961 §3)
 * @throws VipError `BAD_ARGUMENT` or `BAD_ADDRESS` for a value that does not fit its field
 */
export function resetOf(session: TcpSession, acknowledgment: number): Uint8Array {
  return fromServer(session, {flags: ['rst'], sequence: acknowledgment});
}

function fromServer({local, remote}: TcpSession, fields: Omit<TcpFields, 'sourcePort' | 'destinationPort'>) {
  const path: IpPath = {source: local.address, destination: remote.address};
  const payload = encodeTcpSegment({sourcePort: local.port, destinationPort: remote.port, ...fields}, path);
  const protocol = PROTOCOL_TCP;
  if (isOfIpv6(local.address)) {
    const ends = path as {source: Ipv6Address; destination: Ipv6Address};
    return encodeIpv6Packet({...ends, protocol, payload, hopLimit: HOP_LIMIT});
  }
  const ends = path as {source: Ipv4Address; destination: Ipv4Address};
  return encodeIpv4Packet({...ends, protocol, payload, ttl: TIME_TO_LIVE, dontFragment: false});
}
