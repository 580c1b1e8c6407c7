/**
 * What ends the sessions of a node that is gone (a "tickle"): packets in its name to a client, who answers with the sequence
 * numbers he has, whereupon the new owner, which knows no such session, resets it.
 *
 * An ACK outside of the window is answered by an ACK (RFC 9293 §3.10.7.4, RFC 5961 §5). So is a SYN+ACK, which passes those who
 * track connections as well (nf_conntrack lets one through in the direction of answers, whatever its numbers; of ACKs with the
 * numbers 0 only those that happen to lie before the window).
 *
 * The packets are those of CTDB (`ctdb_sys_send_tcp()` in `ctdb/common/system_socket.c`): no options, so that timestamps are not
 * looked at, and a window of 1234, by which they are found in a capture.
 *
 * @module
 */

import {isOfIpv6} from '../address/ip-address.js';
import type {Ipv4Address} from '../address/ipv4-address.js';
import type {Ipv6Address} from '../address/ipv6-address.js';
import type {IpPath} from './ip-path.js';
import {encodeIpv4Packet} from './ipv4-packet.js';
import {encodeIpv6Packet} from './ipv6-packet.js';
import {PROTOCOL_TCP} from './protocol.js';
import type {TcpSession} from './socket-address.js';
import {encodeTcpSegment, type TcpFields} from './tcp.js';

/** Of the segment that provokes an answer. */
export type TickleForm = 'ack' | 'syn-ack';

/** By which CTDB's tickles, and ours, are told from other segments. */
const TICKLE_WINDOW = 1234;

const FLAGS = {ack: ['ack'], 'syn-ack': ['syn', 'ack']} as const satisfies Record<
  TickleForm,
  TcpFields['flags']
>;
/** CTDB's. */
const TIME_TO_LIVE = 255;
const HOP_LIMIT = 64;

/**
 * An IP packet from the virtual IP to the client with the numbers 0. The identification of an IPv4 packet is 0: the kernel replaces
 * it when the packet is sent (raw(7), IP_HDRINCL).
 *
 * @throws VipError `BAD_ARGUMENT` for a session from one family to the other
 */
export function tickle(session: TcpSession, form: TickleForm): Uint8Array {
  return fromServer(session, {flags: FLAGS[form], window: TICKLE_WINDOW});
}

/**
 * The reset that the new owner owes to a client who answered.
 *
 * @param acknowledgment of the client's answer: the one number that he takes a reset for (RFC 5961 §3)
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
