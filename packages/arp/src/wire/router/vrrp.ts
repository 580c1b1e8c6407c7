/**
 * VRRP advertisements of version 2 (RFC 3768), and of version 3 (RFC 9568, and RFC 5798 before it) over IPv4 and IPv6. Bytes in, plain objects
 * out; no I/O.
 *
 *   octet 0   version 4 bits, type 4 bits   1 = advertisement, the only one
 *         1   virtual router id       1
 *         2   priority                1   255 = owns the addresses, 0 = resigns
 *         3   count of addresses      1
 *         4   version 2: authentication type 1, interval in seconds 1
 *             version 3: 4 bits of zero, interval in centiseconds 12 bits
 *         6   checksum                2
 *         8   addresses               4 each, 16 over IPv6
 *             version 2 only: authentication data, 8
 *
 * `decode(encode(packet))` deep-equals `packet`. The converse holds for octets whose checksum is correct and which have
 * nothing after the last field.
 *
 * CARP uses the same IP protocol number and looks like version 2: see vrrp-or-carp.ts before calling this.
 *
 * @module
 */

import {type IpFamily, isOfIpv6} from '../address/ip-address.js';
import {IPV4_LENGTH, type Ipv4Address, readIpv4, writeIpv4} from '../address/ipv4-address.js';
import {IPV6_LENGTH, type Ipv6Address, readIpv6, writeIpv6} from '../address/ipv6-address.js';
import {badArgument, checkOctets, checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';
import {familyOfPath, type IpPath} from '../ip/ip-path.js';
import {type VrrpChecksumScope, vrrpChecksum} from './vrrp-checksum.js';
import type {VrrpPacket} from './vrrp-message.js';

/** Group of advertisements (RFC 3768 §5.2.2). */
export const VRRP_GROUP = '224.0.0.18' as Ipv4Address;
/** The same over IPv6 (RFC 9568 §5.1.2.2). */
export const VRRP_GROUP_IPV6 = 'ff02::12' as Ipv6Address;

const HEADER_LENGTH = 8;
const AUTHENTICATION_LENGTH = 8;
const ADDRESS_LENGTH = {IPv4: IPV4_LENGTH, IPv6: IPV6_LENGTH} as const;
const TYPE_ADVERTISEMENT = 1;
/** Offsets of the fields. */
export const vrrpAt = {
  version: 0,
  virtualRouterId: 1,
  priority: 2,
  count: 3,
  authenticationType: 4,
  intervalSeconds: 5,
  intervalCentiseconds: 4,
  checksum: 6,
  addresses: 8,
} as const;

/**
 * The message with its checksum.
 *
 * @param path source and destination of the IP packet that carries it: determines the family, and is covered by the checksum of version 3
 * @param scope what the checksum covers, as for `vrrpChecksum`: `plain` for version 3 over IPv4 as in RFC 9568
 * @throws VipError `BAD_ARGUMENT` for a number that does not fit its field, an address of the other family, and version 2
 *   over IPv6
 */
export function encodeVrrpPacket(packet: VrrpPacket, path: IpPath, scope?: VrrpChecksumScope): Uint8Array {
  checkNumbers(packet);
  const family = familyOfPath(path);
  checkFamily(packet, family);
  const addressesEnd = vrrpAt.addresses + packet.addresses.length * ADDRESS_LENGTH[family];
  const octets = new Uint8Array(addressesEnd + (packet.version === 2 ? AUTHENTICATION_LENGTH : 0));
  const view = new DataView(octets.buffer);
  view.setUint8(vrrpAt.version, (packet.version << 4) | TYPE_ADVERTISEMENT);
  view.setUint8(vrrpAt.virtualRouterId, packet.virtualRouterId);
  view.setUint8(vrrpAt.priority, packet.priority);
  view.setUint8(vrrpAt.count, packet.addresses.length);
  packet.addresses.forEach((address, index) => {
    const offset = vrrpAt.addresses + index * ADDRESS_LENGTH[family];
    if (isOfIpv6(address)) writeIpv6(octets, offset, address);
    else writeIpv4(octets, offset, address);
  });
  if (packet.version === 2) {
    view.setUint8(vrrpAt.authenticationType, packet.authenticationType);
    view.setUint8(vrrpAt.intervalSeconds, packet.intervalSeconds);
    octets.set(packet.authenticationData, addressesEnd);
  } else {
    view.setUint16(vrrpAt.intervalCentiseconds, packet.intervalCentiseconds);
  }
  view.setUint16(vrrpAt.checksum, vrrpChecksum(octets, path, scope));
  return octets;
}

/**
 * Octets after the last field are ignored (RFC 3768 §7.1 asks for at least that length). The checksum is not
 * verified; see `isVrrpChecksumCorrect`.
 *
 * @param path source and destination of the IP packet: determines the family of the addresses, which the octets do not
 * @throws DecodeError `TRUNCATED` for octets that end before the last field, `UNSUPPORTED` for any other version or type
 */
export function decodeVrrpPacket(octets: Uint8Array, path: IpPath): VrrpPacket {
  const family = familyOfPath(path);
  if (octets.length < HEADER_LENGTH) truncated('vrrp', HEADER_LENGTH, octets.length);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const version = decodeVersion(view.getUint8(vrrpAt.version), family);
  const count = view.getUint8(vrrpAt.count);
  const length = messageLength(version, count, family);
  if (octets.length < length) truncated('vrrp', length, octets.length);
  const common = {
    virtualRouterId: view.getUint8(vrrpAt.virtualRouterId),
    priority: view.getUint8(vrrpAt.priority),
  };
  if (version === 3) {
    const addresses =
      family === 'IPv6' ? readAll(octets, count, readIpv6, IPV6_LENGTH) : readIpv4s(octets, count);
    return {
      version,
      ...common,
      addresses,
      intervalCentiseconds: view.getUint16(vrrpAt.intervalCentiseconds) & 0x0fff,
    };
  }
  return {
    version,
    ...common,
    addresses: readIpv4s(octets, count),
    intervalSeconds: view.getUint8(vrrpAt.intervalSeconds),
    authenticationType: view.getUint8(vrrpAt.authenticationType),
    authenticationData: octets.slice(length - AUTHENTICATION_LENGTH, length),
  };
}

function readIpv4s(octets: Uint8Array, count: number): Ipv4Address[] {
  return readAll(octets, count, readIpv4, IPV4_LENGTH);
}

function readAll<Address>(
  octets: Uint8Array,
  count: number,
  read: (octets: Uint8Array, offset: number) => Address,
  length: number,
): Address[] {
  return Array.from({length: count}, (_, index) => read(octets, vrrpAt.addresses + index * length));
}

function decodeVersion(octet: number, family: IpFamily): 2 | 3 {
  const version = octet >> 4;
  const type = octet & 0x0f;
  if (family === 'IPv6' && version === 2) {
    throw new DecodeError(
      'UNSUPPORTED',
      'vrrp',
      vrrpAt.version,
      'expected version 3 over IPv6, got version 2',
    );
  }
  if ((version === 2 || version === 3) && type === TYPE_ADVERTISEMENT) return version;
  throw new DecodeError(
    'UNSUPPORTED',
    'vrrp',
    vrrpAt.version,
    `expected an advertisement (type 1) of version 2 or 3, got type ${type} of version ${version}`,
  );
}

/** Length of a packet on the wire in octets. */
export function vrrpLength({version, addresses}: VrrpPacket, family: IpFamily): number {
  return messageLength(version, addresses.length, family);
}

function messageLength(version: 2 | 3, count: number, family: IpFamily): number {
  return HEADER_LENGTH + count * ADDRESS_LENGTH[family] + (version === 2 ? AUTHENTICATION_LENGTH : 0);
}

function checkNumbers(packet: VrrpPacket): void {
  checkRange('vrrp virtual router id', packet.virtualRouterId, 0, 255);
  checkRange('vrrp priority', packet.priority, 0, 255);
  checkRange('vrrp count of addresses', packet.addresses.length, 0, 255);
  if (packet.version === 3) {
    checkRange('vrrp interval in centiseconds', packet.intervalCentiseconds, 0, 4095);
    return;
  }
  checkRange('vrrp interval in seconds', packet.intervalSeconds, 0, 255);
  checkRange('vrrp authentication type', packet.authenticationType, 0, 255);
  checkOctets('vrrp authentication data', packet.authenticationData, AUTHENTICATION_LENGTH);
}

function checkFamily({version, addresses}: VrrpPacket, family: IpFamily): void {
  if (version === 2 && family === 'IPv6') badArgument('vrrp', 'version 3 over IPv6', 'version 2');
  const foreign = addresses.find(address => isOfIpv6(address) !== (family === 'IPv6'));
  if (foreign !== undefined) badArgument('vrrp', `${family} addresses over ${family}`, foreign);
}
