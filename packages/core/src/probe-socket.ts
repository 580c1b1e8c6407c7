/**
 * Raw ICMP sockets, through which observers probe.
 *
 * @module
 */

import type {IpFamily} from '@vip/arp';
import {openRawSocket, type RawSender} from './raw-sockets.js';

export interface ProbeSocketOptions {
  /**
   * Called with each ICMP message that arrives at this node, in a copy of its own, with the time of its receipt and its
   * sender: an IPv4 packet with its header (raw(7)), or an ICMPv6 message without one (RFC 3542 §3).
   */
  readonly onPacket: (packet: Uint8Array, at: bigint, from: string) => void;
  /** IPv4 by default. */
  readonly family?: IpFamily;
  /** Binds the socket to an interface, in case the routing table would choose another (socket(7), SO_BINDTODEVICE). */
  readonly iface?: string | undefined;
}

/** Sends ICMP messages. */
export type ProbeSocket = RawSender;

/** @throws VipError `NO_PERMISSION` without CAP_NET_RAW */
export function openProbeSocket({family = 'IPv4', ...options}: ProbeSocketOptions): ProbeSocket {
  return openRawSocket({kind: 'icmp', family, purpose: 'probe', ...options});
}
