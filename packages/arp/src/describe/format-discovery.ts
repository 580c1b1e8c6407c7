/**
 * What IPv6 neighbours tell each other, in a few words, as `formatArp` has it of ARP. Pure.
 *
 * @module
 */

import {isMulticastIpv6} from '../wire/address/ipv6-address.js';
import {type DiscoveryPacket, isDuplicateDetection, taughtMac} from '../wire/icmp/neighbour-discovery.js';

/** `NDP announcement fd00::200 is-at 02:00:00:00:00:11 (unsolicited, Override)`. */
export function formatDiscovery(packet: DiscoveryPacket): string {
  const {message, source, destination} = packet;
  const mac = taughtMac(message);
  if (isDuplicateDetection(packet)) return `NDP probe who-has ${message.target}`;
  if (message.type === 'solicitation') {
    return `NDP who-has ${message.target} tell ${source}${mac === undefined ? '' : ` (${mac})`}`;
  }
  const form = formatDiscoveryForm(packet);
  if (isUnsolicited(packet)) return `NDP announcement ${message.target}${isAt(mac)} (${form})`;
  return `NDP reply ${message.target}${isAt(mac)} to ${destination} (${form})`;
}

/** `unsolicited, Override`; the name of a message that announces nothing, as `formatPurpose` has it of ARP. */
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

/** What announces an address, and answers nobody. */
export function isUnsolicited({message, destination}: DiscoveryPacket): boolean {
  return message.type === 'advertisement' && !message.solicited && isMulticastIpv6(destination);
}

function isAt(mac: string | undefined): string {
  return mac === undefined ? ', no MAC' : ` is-at ${mac}`;
}
