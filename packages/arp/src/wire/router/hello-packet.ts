/**
 * An IP packet of either family that carries a message of HSRP or GLBP.
 *
 * @module
 */

import type {IpAddress} from '../address/ip-address.js';
import {DecodeError} from '../errors.js';
import {ETHER_TYPE_IPV4} from '../frame/ethernet.js';
import type {LinkFrame} from '../frame/link-frame.js';
import {decodeIpv4Packet} from '../ip/ipv4-packet.js';
import {decodeIpv6Packet} from '../ip/ipv6-packet.js';
import {ipv6PayloadOf} from '../ip/ipv6-payload.js';
import {decodeUdpDatagram, PROTOCOL_UDP} from '../ip/udp.js';
import {decodeGlbpPacket, GLBP_PORT, type GlbpPacket} from './glbp.js';
import {decodeHsrpPacket, HSRP_PORT, HSRP_PORT_IPV6, type HsrpPacket} from './hsrp.js';

interface Ends {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

export type HelloPacket = Ends & HelloMessage;

export type HelloMessage =
  | {readonly protocol: 'hsrp'; readonly packet: HsrpPacket}
  | {readonly protocol: 'glbp'; readonly packet: GlbpPacket};

/** @throws DecodeError; `UNSUPPORTED` for a packet that carries another protocol */
export function decodeHelloPacket(frame: Pick<LinkFrame, 'etherType' | 'payload'>): HelloPacket {
  const {source, destination, protocol, payload} =
    frame.etherType === ETHER_TYPE_IPV4 ? fromIpv4(frame.payload) : fromIpv6(frame.payload);
  if (protocol !== PROTOCOL_UDP) throw notHello(`protocol ${protocol}`);
  const {destinationPort, payload: message} = decodeUdpDatagram(payload);
  if (destinationPort === HSRP_PORT || destinationPort === HSRP_PORT_IPV6)
    return {source, destination, protocol: 'hsrp', packet: decodeHsrpPacket(message)};
  if (destinationPort === GLBP_PORT)
    return {source, destination, protocol: 'glbp', packet: decodeGlbpPacket(message)};
  throw notHello(`UDP port ${destinationPort}`);
}

interface Carried extends Ends {
  readonly protocol: number;
  readonly payload: Uint8Array;
}

function fromIpv4(bytes: Uint8Array): Carried {
  const {fragmentOffset, ...packet} = decodeIpv4Packet(bytes);
  if (fragmentOffset > 0) throw notHello('a fragment');
  return packet;
}

function fromIpv6(bytes: Uint8Array): Carried {
  const ip = decodeIpv6Packet(bytes);
  const {protocol, payload, isFragment} = ipv6PayloadOf(ip);
  if (isFragment) throw notHello('a fragment');
  return {source: ip.source, destination: ip.destination, protocol, payload};
}

function notHello(got: string): DecodeError {
  return new DecodeError('UNSUPPORTED', 'hello', 0, `expected HSRP or GLBP, got ${got}`);
}
