/**
 * A UDP datagram that carries an HSRP or GLBP message to its group.
 *
 * @module
 */

import {isGroupKey, keyOf} from '../address/address-key.js';
import type {IpPacket} from '../ip/ip-packet.js';
import type {UdpDatagram} from '../ip/udp.js';
import {decodeGlbpPacket, GLBP_PORT} from './glbp.js';
import type {GlbpPacket} from './glbp-message.js';
import {decodeHsrpPacket, HSRP_PORT, HSRP_PORT_IPV6} from './hsrp.js';
import type {HsrpPacket} from './hsrp-message.js';

/** An HSRP or GLBP message. */
export type HelloMessage =
  | {readonly protocol: 'hsrp'; readonly packet: HsrpPacket}
  | {readonly protocol: 'glbp'; readonly packet: GlbpPacket};

/**
 * Undefined for a datagram to another port, or for a unicast one, which may carry anything.
 *
 * @throws DecodeError for a datagram to the group that is not a message of its protocol
 */
export function helloIn({family, destination}: IpPacket, datagram: UdpDatagram): HelloMessage | undefined {
  const {destinationPort, payload} = datagram;
  const isHsrp = destinationPort === (family === 'IPv4' ? HSRP_PORT : HSRP_PORT_IPV6);
  if ((!isHsrp && destinationPort !== GLBP_PORT) || !isGroupKey(keyOf(destination))) return undefined;
  return isHsrp
    ? {protocol: 'hsrp', packet: decodeHsrpPacket(payload)}
    : {protocol: 'glbp', packet: decodeGlbpPacket(payload)};
}
