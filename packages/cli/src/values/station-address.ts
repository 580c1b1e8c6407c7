/**
 * Addresses that one station can have, as values of options.
 *
 * @module
 */

import {
  ANY_IPV6,
  type IpAddress,
  type Ipv4Address,
  type Ipv6Address,
  isIpv4,
  isIpv6,
  isMulticastIpv6,
  parseIpv4,
  parseIpv6,
  VipError,
} from '@vip/arp';
import {readFileText} from './file-text.js';
import {refuseValue} from './refuse.js';

/** An address of either family that a station on the link can have (RFC 4291 §2.5 to §2.7). */
export function parseAnnouncedIp(text: string): IpAddress {
  if (isIpv4(text)) return parseStationIp(text);
  if (!isIpv6(text)) return refuseValue('a dotted quad or an IPv6 address', text);
  const ip = parseIpv6(text);
  const why = noIpv6Station(ip);
  return why === undefined ? ip : refuseValue('the address of one station', ip, why);
}

function noIpv6Station(ip: Ipv6Address): string | undefined {
  if (ip === ANY_IPV6) return 'no station yet: sent by stations without an address';
  if (ip === '::1') return 'loopback, which never leaves a machine';
  return isMulticastIpv6(ip) ? 'a multicast group' : undefined;
}

/** An address that a station on the link can have (RFC 1122 §3.2.1.3). */
function parseStationIp(text: string): Ipv4Address {
  const ip = parseIpv4(text);
  const first = Number(ip.split('.', 1)[0]);
  const why =
    ip === '255.255.255.255'
      ? 'everybody'
      : NO_STATION.find(({from, to}) => first >= from && first <= to)?.why;
  return why === undefined ? ip : refuseValue('the address of one station', ip, why);
}

/** First octets of addresses that no station can have, and their meaning. */
const NO_STATION = [
  {from: 0, to: 0, why: 'no station yet: sent by stations without an address'},
  {from: 127, to: 127, why: 'loopback, which never leaves a machine'},
  {from: 224, to: 239, why: 'a multicast group'},
  {from: 240, to: 255, why: 'reserved, and rejected by every kernel'},
];

/** Maximum number of addresses announced at once: each takes a frame or two, prepared in advance. */
const MAX_ANNOUNCED = 250_000;

/** An address, or `@FILE` for those in a file: one per line, with empty lines and `# remarks` between them. */
export function parseAnnouncedIps(text: string, former: readonly IpAddress[] = []): IpAddress[] {
  const ips = text.startsWith('@') ? ipsInFile(text.slice(1)) : [parseAnnouncedIp(text)];
  const all = [...former, ...ips];
  if (all.length <= MAX_ANNOUNCED) return all;
  throw new VipError('BAD_ARGUMENT', `expected ${MAX_ANNOUNCED} addresses or fewer, got ${all.length}`);
}

/** The content of the file is not quoted, because it may be confidential. */
function ipsInFile(file: string): IpAddress[] {
  const ips = readFileText(file)
    .split('\n')
    .flatMap((line, index) => {
      const word = line.replace(/#.*/, '').trim();
      if (word === '') return [];
      try {
        return [parseAnnouncedIp(word)];
      } catch (cause) {
        const where = `file ${JSON.stringify(file)}: line ${index + 1}`;
        throw new VipError('BAD_ARGUMENT', `${where}: expected the address of a station`, {cause});
      }
    });
  if (ips.length > 0) return ips;
  throw new VipError('BAD_ARGUMENT', `file ${JSON.stringify(file)}: expected one address per line, got none`);
}

/** Neighbours, separated by commas; `seen` for those that are discovered. */
export function parseNeighbours(
  text: string,
  former: readonly (IpAddress | 'seen')[] = [],
): (IpAddress | 'seen')[] {
  return [...former, ...text.split(',').map(word => (word === 'seen' ? 'seen' : parseAnnouncedIp(word)))];
}
