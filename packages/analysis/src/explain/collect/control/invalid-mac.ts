/**
 * Claims that name a MAC which no single machine has.
 *
 * @module
 */

import {BROADCAST_MAC, ZERO_MAC} from '@vip/arp';
import {hasGroupBit} from '@vip/arp/internal';
import type {Claim} from '@vip/arp/ownership';
import type {AddressRecord} from '../address/address-record.js';

/**
 * Whether a claim names a MAC that no machine has, though Linux stores it, for IPv4 as for IPv6 (measured on 6.18). Machines that share an address
 * at a group's MAC, so that all of them receive what is sent to it, answer with that MAC (Microsoft NLB in multicast mode).
 */
export function isOfNoMachine({mac, what}: Claim, record: AddressRecord | undefined): boolean {
  if (mac === ZERO_MAC || mac === BROADCAST_MAC) return true;
  return hasGroupBit(mac) && what !== 'answer' && record?.claimants.includes(mac) !== true;
}
