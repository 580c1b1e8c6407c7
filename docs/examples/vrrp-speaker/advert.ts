/**
 * An advertisement as a line describes it, and its frame. Pure.
 *
 * | word | default | |
 * | --- | --- | --- |
 * | `version=` | 2 | 2 or 3 |
 * | `vrid=`, `priority=` | 51, 100 | |
 * | `interval=` | 1s | of version 2 whole seconds, of version 3 hundredths of a second |
 * | `addresses=` | the VIP | its list, with commas |
 * | `checksum=` | as usual | `pseudo-header` (RFC 5798 as keepalived reads it) or `plain` (RFC 9568) |
 * | `password=` | none | version 2: simple text, eight octets at the most |
 * | `authentication=` | 0, with a password 1 | version 2: the type |
 * | `key=` | none | the key of keepalived 2.4's `auth_hmac`, whose trailer of 28 octets follows |
 * | `mac=` | 01:00:5e:00:00:12 | the destination of the frame |
 * | `times=`, `for=` | without end | how often, or how long |
 *
 * @module
 */

import {
  ethernet,
  type Ipv4Address,
  ipv4,
  type MacAddress,
  multicastMac,
  parseIpv4,
  parseMac,
  stack,
  VRRP_GROUP,
  type VrrpChecksumScope,
  type VrrpPacket,
  vrrp,
} from '@vip/arp';
import {duration, integer, quoted, refuse, settingsOf} from './words.js';

export interface Advert {
  readonly packet: VrrpPacket;
  readonly intervalMs: number;
  readonly checksum?: VrrpChecksumScope;
  readonly key?: Uint8Array;
  readonly mac: MacAddress;
  /** How often it is sent; with neither of the two, until the speaker is stopped. */
  readonly times?: number;
  readonly forMs?: number;
}

/** Who sends it, and when. */
export interface Sending {
  readonly mac: MacAddress;
  readonly ip: Ipv4Address;
  /** Nanoseconds since the epoch. */
  readonly at: bigint;
}

const WORDS = [
  ...['version', 'vrid', 'priority', 'interval', 'addresses', 'checksum', 'password', 'authentication'],
  ...['key', 'mac', 'times', 'for'],
];
const SCOPES: readonly string[] = ['pseudo-header', 'plain'] satisfies VrrpChecksumScope[];
const PASSWORD_LENGTH = 8;
/** An advertisement lists 255 addresses at the most. */
const MAX_ADDRESSES = 255;

/** @param vip the address for advertisements that name none @throws VipError */
export function parseAdvert(words: readonly string[], vip: Ipv4Address | undefined): Advert {
  const settings = settingsOf(words, WORDS);
  const intervalMs = duration('interval', settings.get('interval') ?? '1s');
  const [checksum, key, mac] = [settings.get('checksum'), settings.get('key'), settings.get('mac')];
  const [times, period] = [settings.get('times'), settings.get('for')];
  if (checksum !== undefined && !SCOPES.includes(checksum))
    refuse('checksum', SCOPES.join(' or '), quoted(checksum));
  if (times !== undefined && period !== undefined) refuse('advert', 'times= or for=', 'both');
  return {
    packet: packetOf(settings, intervalMs, addressesOf(settings.get('addresses'), vip)),
    intervalMs,
    ...(checksum === undefined ? {} : {checksum: checksum as VrrpChecksumScope}),
    ...(key === undefined ? {} : {key: new TextEncoder().encode(key)}),
    mac: mac === undefined ? multicastMac(VRRP_GROUP) : parseMac(mac),
    ...(times === undefined ? {} : {times: integer('times', times, 1, 1_000_000)}),
    ...(period === undefined ? {} : {forMs: duration('for', period)}),
  };
}

/** The Ethernet frame of one advertisement. */
export function frameOf({packet, checksum, key, mac}: Advert, sending: Sending): Uint8Array {
  return stack(
    ethernet({destination: mac, source: sending.mac}),
    ipv4({source: sending.ip, destination: VRRP_GROUP}),
    vrrp(packet, {
      ...(checksum === undefined ? {} : {checksum}),
      ...(key === undefined ? {} : {signing: {key, at: sending.at}}),
    }),
  );
}

function packetOf(
  settings: ReadonlyMap<string, string>,
  intervalMs: number,
  addresses: readonly Ipv4Address[],
): VrrpPacket {
  const common = {
    virtualRouterId: integer('vrid', settings.get('vrid') ?? '51', 0, 255),
    priority: integer('priority', settings.get('priority') ?? '100', 0, 255),
    addresses,
  };
  const password = settings.get('password');
  const type = settings.get('authentication') ?? (password === undefined ? '0' : '1');
  if (integer('version', settings.get('version') ?? '2', 2, 3) === 3) {
    if (type !== '0') refuse('authentication', 'version=2 with it', 'version 3, which has none');
    return {version: 3, ...common, intervalCentiseconds: units(intervalMs, 10, 4095)};
  }
  return {
    ...{version: 2, ...common, intervalSeconds: units(intervalMs, 1000, 255)},
    authenticationType: integer('authentication', type, 0, 255),
    authenticationData: passwordOctets(password ?? ''),
  };
}

function units(intervalMs: number, unitMs: number, most: number): number {
  const count = intervalMs / unitMs;
  if (Number.isInteger(count) && count <= most) return count;
  return refuse(
    'interval',
    `a multiple of ${unitMs} ms, ${most * unitMs} ms at the most`,
    `${intervalMs} ms`,
  );
}

function passwordOctets(password: string): Uint8Array {
  const text = new TextEncoder().encode(password);
  if (text.length > PASSWORD_LENGTH)
    refuse('password', `${PASSWORD_LENGTH} octets or fewer`, String(text.length));
  const octets = new Uint8Array(PASSWORD_LENGTH);
  octets.set(text);
  return octets;
}

function addressesOf(text: string | undefined, vip: Ipv4Address | undefined): Ipv4Address[] {
  if (text === undefined)
    return [vip ?? refuse('addresses', 'a list of them, or VIP in the environment', 'neither')];
  const addresses = text.split(',').map(parseIpv4);
  if (addresses.length > MAX_ADDRESSES)
    refuse('addresses', `${MAX_ADDRESSES} or fewer`, String(addresses.length));
  return addresses;
}
