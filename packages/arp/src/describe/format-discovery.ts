/**
 * Neighbour discovery messages in a few words, as `formatArp` does for ARP. Pure.
 *
 * @module
 */

import {hasMulticastPrefix} from '../wire/address/ipv6-address.js';
import {type DiscoveryPacket, isDuplicateDetection} from '../wire/icmp/discovery-packet.js';
import {taughtMac} from '../wire/icmp/neighbour-discovery.js';
import {formatStatement, type NeighbourStatement} from './statement.js';

/** `NDP announcement fd00::200 is-at 02:00:00:00:00:11 (unsolicited, Override)`. */
export function formatDiscovery(packet: DiscoveryPacket): string {
  return `NDP ${formatStatement(discoveryStatement(packet))}`;
}

/** The same in its parts. */
export function discoveryStatement(packet: DiscoveryPacket): NeighbourStatement {
  const {message, source, destination} = packet;
  const address = message.target;
  const mac = taughtMac(message);
  if (isDuplicateDetection(packet)) return {kind: 'probe who-has', address, rest: ''};
  if (message.type === 'solicitation') {
    return {kind: 'who-has', address, rest: `tell ${source}${mac === undefined ? '' : ` (${mac})`}`};
  }
  const form = formatDiscoveryForm(packet);
  const isAt = `is-at ${mac ?? 'no MAC'}`;
  if (isUnsolicited(packet)) return {kind: 'announcement', address, rest: `${isAt} (${form})`};
  return {kind: 'reply', address, rest: `${isAt} to ${destination} (${form})`};
}

/** `unsolicited, Override`, or the name of a message that announces nothing, as `formatPurpose` does for ARP. */
export function formatDiscoveryForm(packet: DiscoveryPacket): string {
  const {message} = packet;
  if (isDuplicateDetection(packet)) return 'probe';
  if (message.type === 'solicitation') return 'request';
  const flags = [
    isUnsolicited(packet) ? 'unsolicited' : '',
    message.router ? 'Router' : '',
    message.override ? 'Override' : 'no Override',
  ];
  return flags.filter(Boolean).join(', ');
}

/**
 * Whether a message announces an address without being asked.
 *
 * @param packet a message with its addresses
 */
export function isUnsolicited({message, destination}: DiscoveryPacket): boolean {
  return message.type === 'advertisement' && !message.solicited && hasMulticastPrefix(destination);
}
