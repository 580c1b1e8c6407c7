/**
 * Hellos of HSRP and GLBP (RFC 2281 §5.1; HSRP version 2 and GLBP as Wireshark's dissectors read them).
 *
 * @module
 */

import {
  type IpAddress,
  isOfIpv6,
  type MacAddress,
  multicastMac,
  parseIp,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import {concat} from '../../helpers/hex.js';
import {etherTypeOf} from '../sim/family.js';
import type {Telling} from './neighbour.js';
import {ipOctets, macOctets} from './octets.js';
import {ipPacket} from './packet.js';
import {datagramMessage} from './transport.js';

export type HotStandbyState = 'active' | 'standby';
export type HsrpOperation = 'hello' | 'coup' | 'resign';

export interface HsrpHello {
  readonly version: 1 | 2;
  readonly operation: HsrpOperation;
  readonly state: HotStandbyState;
  /** Group number: 0 to 255; in version 2, 0 to 4095. */
  readonly group: number;
  readonly priority: number;
  readonly ip: IpAddress;
  readonly ownMac: MacAddress;
}

const OPERATIONS = ['hello', 'coup', 'resign'];
const HELLO_SECONDS = 3;
const HOLD_SECONDS = 10;

export function hsrpTelling(hello: HsrpHello, source: IpAddress, counter: number): Telling {
  if (hello.version === 1) {
    const group = {destination: parseIp('224.0.0.2'), mac: parseMac('01:00:5e:00:00:02')};
    return multicast(hsrp1(hello), source, group, 1985, counter);
  }
  return multicast(hsrp2(hello), source, routersGroup(source), isOfIpv6(source) ? 2029 : 1985, counter);
}

/** HSRP version 2 and GLBP only. */
function routersGroup(source: IpAddress): {destination: IpAddress; mac: MacAddress} {
  if (!isOfIpv6(source)) return {destination: parseIp('224.0.0.102'), mac: parseMac('01:00:5e:00:00:66')};
  const destination = parseIpv6('ff02::66');
  return {destination, mac: multicastMac(destination)};
}

/** The MAC of a group, which moves with the active router. */
export function hsrpMac(version: 1 | 2, group: number, family: 4 | 6): MacAddress {
  const digits = group.toString(16).padStart(3, '0');
  if (version === 1) return parseMac(`00:00:0c:07:ac:${digits.slice(1)}`);
  const prefix = family === 4 ? '00:00:0c:9f:f' : '00:05:73:a0:0';
  return parseMac(`${prefix}${digits[0]}:${digits.slice(1)}`);
}

function hsrp1({operation, state, group, priority, ip}: HsrpHello): Uint8Array {
  const states = {active: 16, standby: 8};
  const head = [
    0,
    OPERATIONS.indexOf(operation),
    states[state],
    HELLO_SECONDS,
    HOLD_SECONDS,
    priority,
    group,
    0,
  ];
  return concat(Uint8Array.from(head), new TextEncoder().encode('cisco\0\0\0'), ipOctets(ip));
}

function hsrp2({operation, state, group, priority, ip, ownMac}: HsrpHello): Uint8Array {
  const bytes = new Uint8Array(42);
  const view = new DataView(bytes.buffer);
  const states = {active: 6, standby: 5};
  bytes.set([1, 40, 2, OPERATIONS.indexOf(operation), states[state], isOfIpv6(ip) ? 6 : 4]);
  view.setUint16(6, group);
  bytes.set(macOctets(ownMac), 8);
  view.setUint32(14, priority);
  view.setUint32(18, HELLO_SECONDS * 1000);
  view.setUint32(22, HOLD_SECONDS * 1000);
  bytes.set(ipOctets(ip), 26);
  return bytes;
}

export interface GlbpHello {
  readonly group: number;
  /** The state of the virtual gateway, which answers requests for the MAC. */
  readonly state: HotStandbyState;
  readonly priority: number;
  readonly ip: IpAddress;
  readonly ownMac: MacAddress;
  /** The number of the forwarder that this router is. */
  readonly forwarder: {readonly number: number; readonly mac: MacAddress};
}

export function glbpTelling(hello: GlbpHello, source: IpAddress, counter: number): Telling {
  return multicast(glbp(hello), source, routersGroup(source), 3222, counter);
}

export function glbpMac(group: number, forwarder: number): MacAddress {
  const digits = group.toString(16).padStart(4, '0');
  const last = forwarder.toString(16).padStart(2, '0');
  return parseMac(`00:07:b4:${digits.slice(0, 2)}:${digits.slice(2)}:${last}`);
}

function glbp({group, state, priority, ip, ownMac, forwarder}: GlbpHello): Uint8Array {
  const header = new Uint8Array(12);
  header[0] = 1;
  new DataView(header.buffer).setUint16(2, group);
  header.set(macOctets(ownMac), 6);
  const hello = new Uint8Array(24);
  const view = new DataView(hello.buffer);
  const address = ipOctets(ip);
  hello.set([1, 24 + address.length, 0, {active: 32, standby: 16}[state], 0, priority]);
  view.setUint32(8, HELLO_SECONDS * 1000);
  view.setUint32(12, HOLD_SECONDS * 1000);
  view.setUint16(16, 600);
  view.setUint16(18, 14_400);
  hello.set([isOfIpv6(ip) ? 2 : 1, address.length], 22);
  const forwards = new Uint8Array(20);
  forwards.set([2, 20, forwarder.number, 32, 0, 167, 100]);
  forwards.set(macOctets(forwarder.mac), 14);
  return concat(header, hello, address, forwards);
}

function multicast(
  data: Uint8Array,
  source: IpAddress,
  {destination, mac}: {destination: IpAddress; mac: MacAddress},
  port: number,
  counter: number,
): Telling {
  const ends = {source, destination};
  const message = datagramMessage(ends, {sourcePort: port, destinationPort: port, data});
  const payload = ipPacket({...ends, ...message, ttl: isOfIpv6(source) ? 255 : 1, id: counter & 0xffff});
  return {destination: mac, etherType: etherTypeOf(source), payload};
}
