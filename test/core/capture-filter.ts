/** What the default filters let through, as libpcap itself applies them. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  encodeArpPacket,
  encodeEthernetFrame,
  encodeIpv4Packet,
  encodeIpv6Packet,
  parseIp,
  parseIpv4,
  parseIpv6,
  parseMac,
  vlanTag,
} from '@vip/arp';
import {ARP_CAPTURE_FILTER} from '@vip/core/internal';
import {explainFilter} from '@vip/core/internal/capture';
import type {ExecutionContext} from 'ava';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat, hex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {runTool} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const MACS = {destination: parseMac('ff:ff:ff:ff:ff:ff'), source: parseMac('02:00:00:00:00:11')};
const ARP = encodeArpPacket({
  ...{operation: 'request', senderMac: MACS.source, senderIp: parseIpv4('10.3.2.200')},
  ...{targetMac: MACS.destination, targetIp: parseIpv4('10.3.2.200')},
});

interface Payload {
  readonly etherType: number;
  readonly payload: Uint8Array;
}

function ipv4(protocol: number, payload: Uint8Array, destination = '10.3.2.11'): Payload {
  const ends = {source: parseIpv4('10.3.2.10'), destination: parseIpv4(destination)};
  return {etherType: 0x0800, payload: encodeIpv4Packet({...ends, ttl: 64, protocol, payload})};
}

function ipv6(protocol: number, payload: Uint8Array, destination = 'fd00:3:2::11'): Payload {
  const ends = {source: parseIpv6('fd00:3:2::10'), destination: parseIpv6(destination)};
  return {etherType: 0x86dd, payload: encodeIpv6Packet({...ends, hopLimit: 64, protocol, payload})};
}

function udp(port: number): Uint8Array {
  return concat(hex('c000'), Uint8Array.of(port >> 8, port & 0xff), hex('0008 0000'));
}

const TCP = hex('c350 01bb 00000064 00000000 5002 0200 0000 0000');
const WANTED: Readonly<Record<string, Payload>> = {
  ARP: {etherType: 0x0806, payload: ARP},
  RARP: {etherType: 0x8035, payload: ARP},
  VRRP: ipv4(112, hex('2133960100010000')),
  'an authentication header': ipv4(51, hex('7004000000000001')),
  'VRRP over IPv6': ipv6(112, hex('3133960000640000')),
  'HSRP over IPv4': ipv4(17, udp(1985), '224.0.0.2'),
  'HSRP over IPv6': ipv6(17, udp(2029), 'ff02::66'),
  GLBP: ipv4(17, udp(3222), '224.0.0.102'),
  'neighbour discovery': ipv6(58, hex('8700000000000000')),
  'a refusal': ipv4(1, hex('0302000000000000 45000014')),
  'traffic of the address': ipv4(6, TCP, '10.3.2.200'),
  'traffic of the IPv6 address': ipv6(6, TCP, 'fd00:3:2::200'),
};
const UNWANTED: Readonly<Record<string, Payload>> = {
  'traffic of others': ipv4(6, TCP),
  'IPv6 traffic of others': ipv6(6, TCP),
  'other UDP': ipv4(17, udp(53)),
  'a ping of others': ipv4(1, hex('0800000000010001')),
  'another EtherType': {etherType: 0x88cc, payload: hex('00')},
};

const framed = ({etherType, payload}: Payload, tags: number) =>
  encodeEthernetFrame({
    ...{...MACS, etherType, payload},
    tags: Array.from({length: tags}, (_, index) => vlanTag(10 + index)),
  });

/** The number of frames that match the filter. */
function found(t: ExecutionContext, filter: string, frames: readonly Uint8Array[]): number {
  const file = join(temporaryDirectory(t), 'x.pcap');
  writeFileSync(file, concat(pcapHeader(), ...frames.map(bytes => pcapRecord(bytes))));
  const {stdout} = runTool('tcpdump', '-nn', '-t', '-r', file, filter);
  return stdout.split('\n').filter(line => /^\S/.test(line)).length;
}

const vip = explainFilter(['10.3.2.200', 'fd00:3:2::200'].map(parseIp));

testWith('tcpdump')('explain captures everything that shows where addresses are, with up to two tags', t => {
  for (const tags of [0, 1, 2]) {
    for (const [name, payload] of Object.entries(WANTED))
      t.is(found(t, vip, [framed(payload, tags)]), 1, `${name}, ${tags} tags`);
    const others = Object.values(UNWANTED).map(payload => framed(payload, tags));
    t.is(found(t, vip, others), 0, `${tags} tags`);
  }
});

testWith('tcpdump')('without an address, explain captures all IP traffic', t => {
  const all = [...Object.values(WANTED), ...Object.values(UNWANTED)].map(payload => framed(payload, 0));
  t.is(found(t, explainFilter([]), all), all.length - 1);
});

testWith('tcpdump')('ARP is captured with up to two tags, and in IEEE 802.3 with a SNAP header', t => {
  const payload = {etherType: 0x0806, payload: ARP};
  const snap = encodeEthernetFrame({...MACS, ...payload, tags: [], snap: {length: 36}});
  for (const filter of [ARP_CAPTURE_FILTER, vip])
    t.is(found(t, filter, [...[0, 1, 2].map(tags => framed(payload, tags)), snap]), 4);
  const others = Object.entries(WANTED).filter(([name]) => name !== 'ARP');
  t.is(
    found(
      t,
      ARP_CAPTURE_FILTER,
      others.map(([, other]) => framed(other, 0)),
    ),
    0,
  );
});

testWith('tcpdump')('the filter for two hundred addresses is short enough for the kernel', t => {
  const ips = Array.from({length: 200}, (_, index) => parseIp(`10.3.4.${index}`));
  const {stdout} = runTool('tcpdump', '-y', 'EN10MB', '-ddd', explainFilter(ips));
  const instructions = Number(stdout.split('\n')[0]);
  t.true(instructions > 200 && instructions < 4096, `${instructions}`);
});
