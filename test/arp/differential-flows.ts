/**
 * Our decoders of VRRP, UDP, TCP and cooked headers against tshark's, on thousands of packets in one file of each kind.
 *
 * The intended differences:
 *
 * | we                               | tshark 4.0 |
 * | -------------------------------- | --- |
 * | CARP is CARP                     | CARP is VRRPv2 (left out here; test/arp/vrrp-or-carp.ts has it) |
 * | VRRPv2 without its authentication data is TRUNCATED | shown without, when no authentication type is set |
 * | VRRP of another version or type is UNSUPPORTED | shown as far as it goes |
 * | a UDP length beyond the packet is a value | shown, with an expert's note |
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  DecodeError,
  decodeTcpSegment,
  decodeUdpDatagram,
  decodeVrrpPacket,
  encodeVrrpPacket,
  internetChecksum,
  parseIpv4,
  vrrpChecksumVerdict,
} from '@vip/arp';
import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import {decodeSll, decodeSll2, encodeSll, encodeSll2} from '#arp/wire/frame/linux-sll';
import {vrrpPassword} from '#arp/wire/router/vrrp-authentication';
import {cookedPackets, octets, vrrpPackets} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const LINK_TYPE_RAW = 101;
/** The same packets in every run, so that a failure can be reproduced. */
const SAMPLE = {seed: 3768, numRuns: 3000};
const endpoints = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};

function ipv4(protocol: number, payload: Uint8Array): Uint8Array {
  const header = hex('4500 0000 0000 0000 ff00 0000 0a030232 0a0302c8');
  const view = new DataView(header.buffer);
  view.setUint16(2, header.length + payload.length);
  view.setUint8(9, protocol);
  view.setUint16(10, internetChecksum(header));
  return concat(header, payload);
}

function rowsOf<Field extends string>(
  t: ExecutionContext,
  linkType: number,
  packets: readonly Uint8Array[],
  fields: readonly Field[],
) {
  const file = join(temporaryDirectory(t), 'x.pcap');
  writeFileSync(file, concat(pcapHeader({linkType}), ...packets.map(bytes => pcapRecord(bytes))));
  const {rows} = tsharkFields(file, fields);
  t.is(rows.length, packets.length);
  return rows;
}

const vrrpMessages = vrrpPackets.map(packet => encodeVrrpPacket(packet, endpoints));
const damaged = fc
  .tuple(vrrpMessages, fc.nat(), fc.nat(255))
  .map(([bytes, where, value]) =>
    bytes.map((octet, index) => (index === where % bytes.length ? value : octet)),
  );
const cut = fc.tuple(vrrpMessages, fc.nat(40)).map(([bytes, length]) => bytes.subarray(0, length));

testWith('tshark')('tshark agrees on every VRRP advertisement', t => {
  const all = [vrrpMessages, damaged, cut]
    .flatMap(arbitrary => fc.sample(arbitrary, SAMPLE))
    .filter(bytes => bytes.length > 0 && !(bytes[0] === 0x21 && bytes[3] === 7));
  const rows = rowsOf(
    t,
    LINK_TYPE_RAW,
    all.map(bytes => ipv4(112, bytes)),
    [
      ...(['vrrp.version', 'vrrp.type', 'vrrp.virt_rtr_id', 'vrrp.prio', 'vrrp.addr_count'] as const),
      ...(['vrrp.auth_type', 'vrrp.adver_int', 'vrrp.short_adver_int', 'vrrp.ip_addr'] as const),
      ...(['vrrp.checksum.status', '_ws.malformed'] as const),
    ],
  );
  const counts = {value: 0, TRUNCATED: 0, UNSUPPORTED: 0};
  all.forEach((bytes, index) => {
    const row = rows[index];
    const packet = valueOrDecodeError(() => decodeVrrpPacket(bytes, endpoints));
    const about = `${toHex(bytes)} ${JSON.stringify(row)}`;
    if (row === undefined) return;
    if (packet instanceof DecodeError) {
      counts[packet.code as 'TRUNCATED' | 'UNSUPPORTED'] += 1;
      if (packet.code !== 'TRUNCATED') return;
      const lacksOnlyData = bytes.length >= 8 + 4 * (bytes[3] as number) && (bytes[0] as number) >> 4 === 2;
      t.true(row['_ws.malformed'] !== '' || lacksOnlyData, about);
      return;
    }
    counts.value += 1;
    t.is(row['_ws.malformed'], '', about);
    t.deepEqual(
      [row['vrrp.version'], row['vrrp.type'], row['vrrp.virt_rtr_id'], row['vrrp.prio']],
      [String(packet.version), '1', String(packet.virtualRouterId), String(packet.priority)],
      about,
    );
    t.is(row['vrrp.addr_count'], String(packet.addresses.length), about);
    t.is(row['vrrp.ip_addr'], packet.addresses.join(), about);
    if (packet.version === 2) {
      t.is(row['vrrp.auth_type'], String(packet.authenticationType), about);
      t.is(row['vrrp.adver_int'], String(packet.intervalSeconds), about);
      t.is(typeof vrrpPassword(packet), packet.authenticationType === 1 ? 'string' : 'undefined');
    } else t.is(row['vrrp.short_adver_int'], String(packet.intervalCentiseconds), about);
    const isGood = vrrpChecksumVerdict(bytes, endpoints) === 'correct';
    t.is(row['vrrp.checksum.status'], isGood ? '1' : '0', about);
  });
  for (const [verdict, count] of Object.entries(counts)) t.true(count > 100, `${verdict}: ${count}`);
});

testWith('tshark')('tshark agrees on the ports of UDP and the fields of TCP', t => {
  const tcp = fc
    .tuple(fc.uint8Array({minLength: 20, maxLength: 80}), fc.integer({min: 5, max: 15}), fc.boolean())
    .map(([bytes, words, isWhole]) => {
      bytes[12] = isWhole ? 0x50 : words << 4;
      return bytes;
    });
  const udp = fc.uint8Array({minLength: 8, maxLength: 40}).map(bytes => {
    bytes.set([0, bytes.length], 4);
    return bytes;
  });
  const segments = fc
    .sample(fc.oneof({weight: 5, arbitrary: tcp}, octets(25)), SAMPLE)
    .filter(b => b.length > 0);
  const datagrams = fc
    .sample(fc.oneof({weight: 5, arbitrary: udp}, octets(12)), SAMPLE)
    .filter(b => b.length > 0);
  const packets = [...segments.map(bytes => ipv4(6, bytes)), ...datagrams.map(bytes => ipv4(17, bytes))];
  const rows = rowsOf(t, LINK_TYPE_RAW, packets, [
    ...(['tcp.srcport', 'tcp.dstport', 'tcp.seq_raw', 'tcp.ack_raw', 'tcp.hdr_len'] as const),
    ...([
      'tcp.flags',
      'tcp.window_size_value',
      'udp.srcport',
      'udp.dstport',
      'udp.length',
      '_ws.malformed',
    ] as const),
  ]);
  segments.forEach((bytes, index) => {
    const row = rows[index];
    const segment = valueOrDecodeError(() => decodeTcpSegment(bytes));
    if (row === undefined || segment instanceof DecodeError) {
      if (row?.['tcp.hdr_len'] === '') t.not(row['_ws.malformed'], '', toHex(bytes));
      return;
    }
    const bits = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];
    const flags = segment.flags.reduce((sum, flag) => sum + (1 << bits.indexOf(flag)), 0);
    const {sourcePort, destinationPort, sequence, acknowledgment, headerLength, window} = segment;
    t.deepEqual(
      [row['tcp.srcport'], row['tcp.dstport'], row['tcp.seq_raw'], row['tcp.ack_raw'], row['tcp.hdr_len']],
      [sourcePort, destinationPort, sequence, acknowledgment, headerLength].map(String),
      toHex(bytes),
    );
    t.is(Number(row['tcp.flags']) & 0xff, flags, toHex(bytes));
    if (headerLength <= bytes.length) t.is(row['tcp.window_size_value'], String(window), toHex(bytes));
  });
  datagrams.forEach((bytes, index) => {
    const row = rows[segments.length + index];
    const datagram = valueOrDecodeError(() => decodeUdpDatagram(bytes));
    if (row === undefined || datagram instanceof DecodeError) {
      if (bytes.length < 8) t.not(row?.['_ws.malformed'], '', toHex(bytes));
      return;
    }
    t.deepEqual(
      [row['udp.srcport'], row['udp.dstport'], row['udp.length']],
      [datagram.sourcePort, datagram.destinationPort, datagram.length].map(String),
      toHex(bytes),
    );
  });
});

testWith('tshark')('tshark agrees on every cooked header', t => {
  // A protocol for local experiments, which no dissector handles.
  const sample = fc.sample(cookedPackets, SAMPLE).map(packet => ({...packet, protocol: 0x88b5}));
  const fields = ['sll.pkttype', 'sll.hatype', 'sll.halen', 'sll.etype', 'sll.ifindex'] as const;
  for (const [linkType, encode, decode] of [
    [113, encodeSll, decodeSll],
    [276, encodeSll2, decodeSll2],
  ] as const) {
    const packets = sample.map((packet, interfaceIndex) =>
      encode(linkType === 276 ? {...packet, interfaceIndex} : packet),
    );
    const rows = rowsOf(t, linkType, packets, fields);
    packets.forEach((bytes, index) => {
      const {packetType, hardwareType, addressLength, protocol, interfaceIndex} = decode(bytes);
      const row = rows[index];
      if (row?.['sll.etype'] === '') return; // kinds of interface whose protocol is no EtherType
      t.deepEqual(
        [row?.['sll.pkttype'], row?.['sll.hatype'], row?.['sll.halen'], Number(row?.['sll.etype'])],
        [String(packetType), String(hardwareType), String(addressLength), protocol],
        toHex(bytes),
      );
      t.is(row?.['sll.ifindex'], interfaceIndex === undefined ? '' : String(interfaceIndex));
    });
  }
});
