/** Frames that flood a network: each has a different address, MAC or virtual router than the one before. */

import type {SeenFrame} from '@vip/analysis/internal';
import {encodeEthernetFrame, type MacAddress, parseIpv4, parseIpv6, parseMac} from '@vip/arp';
import {type Advert, advertTelling} from '../kinds/wire/advert.js';
import {isAtNow, type Telling} from '../kinds/wire/neighbour.js';
import type {Random} from './random.js';

/** "I have it", for ever new addresses and MACs. */
function claim(random: Random, at: bigint): SeenFrame {
  const bytes = new Uint8Array(60);
  const mac = random.octets(6);
  mac[0] = 2;
  const ip = [172, 16, ...random.octets(2)];
  bytes.fill(0xff, 0, 6);
  bytes.set(mac, 6);
  bytes.set([8, 6, 0, 1, 8, 0, 6, 4, 0, 1], 12);
  bytes.set(mac, 22);
  bytes.set(ip, 28);
  bytes.set(ip, 38);
  return {iface: 'eth0', at, bytes, length: 60};
}

/** Neighbour advertisements for ever new addresses and MACs. */
function neighbour(random: Random, at: bigint): SeenFrame {
  const mac = macOf(random);
  const ip = parseIpv6(`fd00::${random.below(0xffff).toString(16)}:${random.below(0xffff).toString(16)}`);
  return told(isAtNow(ip, mac, {operation: 'reply', targetMac: 'self', override: true}), mac, at);
}

/** Advertisements for ever new virtual routers, from an unknown router. */
function advert(random: Random, at: bigint): SeenFrame {
  const octets = () => random.below(256);
  const router: Advert = {
    version: 3,
    virtualRouterId: 1 + random.below(255),
    priority: 1 + random.below(254),
    interval: 1e9,
    addresses: [parseIpv4(`172.16.${octets()}.${octets()}`)],
    sum: 'plain',
    authentication: 'none',
  };
  const source = parseIpv4(`10.98.${octets()}.${octets()}`);
  return told(advertTelling(router, {source, counter: 1, now: at}), macOf(random), at);
}

function macOf(random: Random) {
  const octets = random.octets(5);
  return parseMac(`02:${[...octets].map(octet => octet.toString(16).padStart(2, '0')).join(':')}`);
}

function told({destination, etherType, payload}: Telling, source: MacAddress, at: bigint): SeenFrame {
  const bytes = encodeEthernetFrame({destination, source, tags: [], etherType, payload});
  return {iface: 'eth0', at, bytes, length: bytes.length};
}

export const FLOODS = {
  'claims (ARP)': claim,
  'neighbour advertisements': neighbour,
  'VRRP advertisements': advert,
};
