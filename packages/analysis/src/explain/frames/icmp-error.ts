/**
 * @module
 */

import {DecodeError, decodeIcmpError, type IcmpError} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';

/** The ICMP error in a packet, and what it quotes; undefined if it cannot be read. */
export function icmpErrorOf({ipVersion, transportOctets}: SeenView): IcmpError | undefined {
  try {
    return decodeIcmpError(transportOctets, ipVersion === 4 ? 'IPv4' : 'IPv6');
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
