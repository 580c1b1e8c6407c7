/** The packets that end sessions, octet by octet as CTDB sends them, and as tshark reads them. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  decodeIpPacket,
  decodeTcpSegment,
  isOfIpv6,
  isTcpChecksumCorrect,
  parseSocketAddress,
  resetOf,
  type TcpSession,
  tickle,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s, ipv6s} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const session = (local: string, remote: string): TcpSession => ({
  local: parseSocketAddress(local),
  remote: parseSocketAddress(remote),
});
const V4 = session('10.3.2.200:7004', '10.3.2.220:4660');
const V6 = session('[fd00:3::200]:7004', '[fd00:3::220]:4660');

const V4_HEAD = '4500 0028 0000 0000 ff 06 a226 | 0a0302c8 0a0302dc';
const V6_HEAD = `6000 0000 0014 06 40 | fd000003${'0'.repeat(20)}0200 fd000003${'0'.repeat(20)}0220`;

const VECTORS: readonly (readonly [title: string, packet: Uint8Array, wire: string])[] = [
  ['ACK, IPv4', tickle(V4, 'ack'), `${V4_HEAD} | 1b5c 1234 00000000 00000000 5010 04d2 63c9 0000`],
  ['SYN+ACK, IPv4', tickle(V4, 'syn-ack'), `${V4_HEAD} | 1b5c 1234 00000000 00000000 5012 04d2 63c7 0000`],
  ['RST, IPv4', resetOf(V4, 0x12345678), `${V4_HEAD} | 1b5c 1234 12345678 00000000 5004 0000 fffa 0000`],
  ['ACK, IPv6', tickle(V6, 'ack'), `${V6_HEAD} | 1b5c 1234 00000000 00000000 5010 04d2 7f4b 0000`],
];

for (const [title, packet, wire] of VECTORS) test(title, t => t.is(toHex(packet), toHex(hex(wire))));

const ports = fc.integer({min: 1, max: 0xffff});
const ends = (address: typeof ipv4s | typeof ipv6s) => fc.record({address, port: ports});
const sessions: fc.Arbitrary<TcpSession> = fc.oneof(
  fc.record({local: ends(ipv4s), remote: ends(ipv4s)}),
  fc.record({local: ends(ipv6s), remote: ends(ipv6s)}),
);
const packets = fc
  .tuple(sessions, fc.constantFrom('ack', 'syn-ack', 'rst'), fc.nat(0xffffffff))
  .map(([each, form, number]) => ({
    session: each,
    form,
    number,
    bytes: form === 'rst' ? resetOf(each, number) : tickle(each, form as 'ack' | 'syn-ack'),
  }));

test('the packets of a list are each as it would be alone', t => {
  const clients = fc.tuple(sessions, fc.array(sessions, {minLength: 1, maxLength: 5}));
  fc.assert(
    fc.property(clients, fc.constantFrom('ack', 'syn-ack'), ([{local}, others], form) => {
      const family = isOfIpv6(local.address);
      const list = others
        .filter(({remote}) => isOfIpv6(remote.address) === family)
        .map(({remote}) => ({local, remote}));
      const together = list.map(each => toHex(tickle(each, form)));
      const alone = list.map(each => {
        tickle(V4.local.address === local.address ? V6 : V4, form); // which of another list
        return toHex(tickle(each, form));
      });
      t.deepEqual(together, alone);
      // Written over one another, and over a packet of the other family, which is left alone.
      let octets = tickle(family ? V4 : V6, form);
      const reused = list.map(each => {
        octets = tickle(each, form, octets);
        return toHex(octets);
      });
      t.deepEqual(reused, alone);
    }),
  );
});

test('our decoders read back the intended values, and the checksum is correct', t => {
  fc.assert(
    fc.property(packets, ({session: {local, remote}, form, number, bytes}) => {
      const packet = decodeIpPacket(bytes, isOfIpv6(local.address) ? 'IPv6' : 'IPv4');
      t.deepEqual([packet.source, packet.destination, packet.protocol], [local.address, remote.address, 6]);
      t.true(isTcpChecksumCorrect(packet.payload, packet));
      const segment = decodeTcpSegment(packet.payload);
      t.deepEqual([segment.sourcePort, segment.destinationPort], [local.port, remote.port]);
      t.deepEqual(
        [segment.sequence, segment.acknowledgment, segment.window],
        form === 'rst' ? [number, 0, 0] : [0, 0, 1234],
      );
    }),
    {numRuns: 200},
  );
});

/** LINKTYPE_RAW: the version shows the family. */
const LINK_TYPE_RAW = 101;

testWith('tshark')('tshark finds the same fields, and no checksum that is wrong', t => {
  const all = fc.sample(packets, {seed: 15, numRuns: 1000});
  const file = join(temporaryDirectory(t), 'tickles.pcap');
  const header = pcapHeader({linkType: LINK_TYPE_RAW});
  writeFileSync(file, concat(header, ...all.map(({bytes}) => pcapRecord(bytes))));
  const checks = ['ip.check_checksum', 'tcp.check_checksum'].flatMap(name => ['-o', `${name}:TRUE`]);
  const relative = ['-o', 'tcp.relative_sequence_numbers:FALSE'];
  const {rows} = tsharkFields(
    file,
    [
      ...(['tcp.srcport', 'tcp.dstport', 'tcp.seq_raw', 'tcp.flags', 'tcp.window_size_value'] as const),
      ...(['tcp.checksum.status', 'ip.checksum.status', 'ip.ttl', 'ipv6.hlim', 'tcp.hdr_len'] as const),
    ],
    [...checks, ...relative],
  );
  t.is(rows.length, all.length);
  const FLAGS = {ack: '0x0010', 'syn-ack': '0x0012', rst: '0x0004'} as Record<string, string>;
  all.forEach(({session: {local, remote}, form, number}, index) => {
    const isIpv6 = isOfIpv6(local.address);
    t.deepEqual(rows[index], {
      'tcp.srcport': String(local.port),
      'tcp.dstport': String(remote.port),
      'tcp.seq_raw': form === 'rst' ? String(number) : '0',
      'tcp.flags': FLAGS[form] ?? '',
      'tcp.window_size_value': form === 'rst' ? '0' : '1234',
      'tcp.checksum.status': '1',
      'ip.checksum.status': isIpv6 ? '' : '1',
      'ip.ttl': isIpv6 ? '' : '255',
      'ipv6.hlim': isIpv6 ? '64' : '',
      'tcp.hdr_len': '20',
    });
  });
});
