import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  DecodeError,
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  decodeIcmpv6,
  decodeIpv6Packet,
  decodeNeighbourMessage,
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIcmpv6,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type IcmpEcho,
  isDuplicateDetection,
  isIcmpv6ChecksumCorrect,
  type NeighbourMessage,
  PROTOCOL_ICMPV6,
  parseIpv6,
  parseMac,
  taughtMac,
  unsolicitedNa,
  VipError,
  vlanTag,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import test from 'ava';
import fc from 'fast-check';
import {ipv6Packets, ipv6s, neighbourMessages, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const VIP = parseIpv6('fd00:3:2::200');
const CLIENT = parseIpv6('fd00:3:2::50');
const ALL = parseIpv6('ff02::1');
const MAC = parseMac('02:00:00:00:00:11');

const VIP_OCTETS = 'fd00 0003 0002 0000 0000 0000 0000 0200';
const ALL_OCTETS = 'ff02 0000 0000 0000 0000 0000 0000 0001';

/** The test below has tshark judge its checksum. */
const NA_FRAME = hex(
  `333300000001 020000000011 86dd | 6 00 00000 0020 3a ff | ${VIP_OCTETS} | ${ALL_OCTETS} |
   88 00 0000 20 000000 | ${VIP_OCTETS} | 02 01 020000000011`,
);

test('the unsolicited advertisement is as expected, octet for octet except for its checksum', t => {
  const frame = unsolicitedNa({ip: VIP, mac: MAC});
  t.is(frame.length, 86);
  const withoutChecksum = Uint8Array.from(frame);
  withoutChecksum.set([0, 0], 14 + 40 + 2);
  t.is(toHex(withoutChecksum), toHex(NA_FRAME));
  const {source, destination, message} = decodeDiscoveryPacket(frame.subarray(14));
  t.deepEqual([source, destination], [VIP, ALL]);
  t.deepEqual(message as unknown, {
    type: 'advertisement',
    target: VIP,
    ...{router: false, solicited: false, override: true},
    options: [{type: 'target-link-layer', mac: MAC}],
  });
  t.is(taughtMac(message), MAC);
});

test('the unsolicited advertisement has the given flags and tags', t => {
  const frame = unsolicitedNa({ip: VIP, mac: MAC, router: true, override: false, tags: [vlanTag(10)]});
  const {tags, payload} = decodeEthernetFrame(frame);
  t.is(tags[0]?.vlanId, 10);
  t.like(decodeDiscoveryPacket(payload).message, {router: true, override: false});
});

test('a duplicate address detection asks from no address', t => {
  const message = {type: 'solicitation', target: VIP, options: []} as const;
  t.true(isDuplicateDetection({source: parseIpv6('::'), destination: ALL, message}));
  t.false(isDuplicateDetection({source: CLIENT, destination: ALL, message}));
  t.is(taughtMac(message), undefined);
});

const na = (flags: string, rest = '') => hex(`88 00 0000 ${flags} 000000 | ${VIP_OCTETS} | ${rest}`);

for (const [title, bytes, code, offset, message] of [
  ['nothing', hex(''), 'TRUNCATED', 0, 'expected at least 24 octets, got 0'],
  ['23 octets', na('20').subarray(0, 23), 'TRUNCATED', 23, 'expected at least 24 octets, got 23'],
  [
    'an echo request',
    hex('80 00 0000 0001 0001'),
    'UNSUPPORTED',
    0,
    'expected a solicitation (135) or an advertisement (136), got ICMPv6 type 128',
  ],
  ['a code', hex(`88 01 0000 20 000000 | ${VIP_OCTETS}`), 'MALFORMED', 1, 'expected code 0, got 1'],
  [
    'a multicast target',
    hex(`87 00 0000 00 000000 | ${ALL_OCTETS}`),
    'MALFORMED',
    8,
    'expected a unicast target, got ff02::1',
  ],
  [
    'an option without length',
    na('20', '02 00 020000000011'),
    'MALFORMED',
    25,
    'option 2: expected a length of 1 or more, got 0',
  ],
  ['an option cut off', na('20', '02 01 0200'), 'TRUNCATED', 28, 'expected at least 32 octets, got 28'],
  ['half an option header', na('20', '02'), 'TRUNCATED', 25, 'expected at least 32 octets, got 25'],
] as const) {
  test(`neighbour discovery refuses ${title}`, t => {
    const error = t.throws(() => decodeNeighbourMessage(bytes), {instanceOf: DecodeError});
    t.is(error.code, code);
    t.is(error.offset, offset);
    t.is(error.message, `neighbour discovery: ${message}`);
  });
}

test('a packet that has passed a router, or was changed on its way, is not believed', t => {
  const packet = decodeIpv6Packet(unsolicitedNa({ip: VIP, mac: MAC}).subarray(14));
  t.throws(() => decodeDiscoveryPacket(encodeIpv6Packet({...packet, hopLimit: 254})), {
    message: 'neighbour discovery: expected hop limit 255, got 254',
  });
  t.throws(() => decodeDiscoveryPacket(encodeIpv6Packet({...packet, source: CLIENT})), {
    message: new RegExp(
      `^neighbour discovery: expected checksum 0x[0-9a-f]{4}, got 0x${toHex(packet.payload.subarray(2, 4))}$`,
    ),
  });
  t.throws(() => decodeDiscoveryPacket(encodeIpv6Packet({...packet, protocol: 17})), {
    message: 'neighbour discovery: expected ICMPv6 (58), got protocol 17',
  });
});

test('options that cannot be are refused', t => {
  const encode = (number: number, length: number) =>
    encodeNeighbourMessage(
      {type: 'solicitation', target: VIP, options: [{type: 'other', number, data: new Uint8Array(length)}]},
      {source: VIP, destination: ALL},
    );
  for (const [number, length] of [
    [14, 7],
    [1, 6],
    [256, 6],
    [14, 8 * 256 - 2],
  ] as const) {
    t.throws(() => encode(number, length), {instanceOf: VipError, code: 'BAD_ARGUMENT'});
  }
  t.is(encode(1, 14).length, 24 + 16);
});

test('decode(encode(message)) is the message, and its checksum fits', t => {
  fc.assert(
    fc.property(neighbourMessages, ipv6s, ipv6s, (message, source, destination) => {
      const bytes = encodeNeighbourMessage(message, {source, destination});
      t.deepEqual(decodeNeighbourMessage(bytes), message);
      t.deepEqual(decodeNeighbourMessage(atOddOffset(bytes)), message);
      t.true(isIcmpv6ChecksumCorrect(bytes, {source, destination}));
      const again = decodeNeighbourMessage(bytes);
      t.deepEqual(encodeNeighbourMessage(again, {source, destination}), bytes);
    }),
  );
});

test('any octets are a message or a DecodeError', t => {
  const start = fc
    .constantFrom(
      '',
      '87 00 0000 00',
      `87 00 0000 00000000 ${VIP_OCTETS}`,
      `88 00 0000 e0000000 ${VIP_OCTETS}`,
    )
    .map(hex);
  let decoded = 0;
  fc.assert(
    fc.property(start, octets(60), (head, tail) => {
      const bytes = concat(head, tail);
      if (!(valueOrDecodeError(() => decodeNeighbourMessage(bytes)) instanceof DecodeError)) decoded += 1;
      valueOrDecodeError(() => decodeIpv6Packet(bytes));
      valueOrDecodeError(() => decodeDiscoveryPacket(bytes));
      valueOrDecodeError(() => decodeIcmpv6(bytes));
    }),
    {numRuns: 2000},
  );
  t.true(decoded > 10, `${decoded}`);
});

test('IPv6: decode(encode(packet)) is the packet; padding is cut off', t => {
  fc.assert(
    fc.property(ipv6Packets, octets(20), (packet, padding) => {
      const bytes = encodeIpv6Packet(packet);
      t.deepEqual(decodeIpv6Packet(concat(bytes, padding)), packet);
      t.deepEqual(decodeIpv6Packet(atOddOffset(bytes)), packet);
    }),
  );
});

for (const [title, change, message] of [
  ['39 octets', (bytes: Uint8Array) => bytes.subarray(0, 39), 'ipv6: expected at least 40 octets, got 39'],
  [
    'a payload cut off',
    (bytes: Uint8Array) => bytes.subarray(0, 42),
    'ipv6: expected at least 43 octets, got 42',
  ],
  ['version 4', (bytes: Uint8Array) => bytes.with(0, 0x45), 'ipv6: expected version 6, got 4'],
] as const) {
  test(`IPv6 refuses ${title}`, t => {
    const bytes = encodeIpv6Packet({
      ...{source: VIP, destination: ALL, trafficClass: 0, flowLabel: 0, hopLimit: 1, protocol: 59},
      payload: hex('010203'),
    });
    t.throws(() => decodeIpv6Packet(change(bytes)), {instanceOf: DecodeError, message});
  });
}

test('IPv6 refuses values that do not fit their fields', t => {
  const fits = {trafficClass: 0, flowLabel: 0, hopLimit: 1, protocol: 59};
  const packet = {source: VIP, destination: ALL, payload: new Uint8Array(0), ...fits};
  for (const change of [{trafficClass: 256}, {flowLabel: 0x100000}, {hopLimit: -1}, {protocol: 0.5}]) {
    t.throws(() => encodeIpv6Packet({...packet, ...change}), {instanceOf: VipError, code: 'BAD_ARGUMENT'});
  }
});

test('an ICMPv6 echo is encoded, and an error that quotes it is read', t => {
  const echo: IcmpEcho = {type: 'echo-request', identifier: 0x7669, sequence: 258, data: hex('0102')};
  const path = {source: CLIENT, destination: VIP};
  t.deepEqual(decodeIcmpv6(encodeIcmpv6(echo, path)), echo);
  t.true(isIcmpv6ChecksumCorrect(encodeIcmpv6(echo, path), path));
  t.is(toHex(encodeIcmpv6(echo, 'kernel')), '8000000076690102' + '0102');
  t.false(isIcmpv6ChecksumCorrect(encodeIcmpv6(echo, 'kernel'), path));
  t.deepEqual(decodeIcmpv6(hex('01 03 0000 00000000 | 60')), {
    type: 'unreachable',
    code: 3,
    detail: 0,
    quoted: hex('60'),
  });
  t.like(decodeIcmpv6(na('20')), {type: 'other', number: 136, code: 0});
  t.throws(() => decodeIcmpv6(hex('80 00 0000 0001 00')), {
    instanceOf: DecodeError,
    message: 'icmpv6: expected at least 8 octets, got 7',
  });
});

const FIELDS = [
  'ipv6.src',
  'ipv6.dst',
  'ipv6.hlim',
  'ipv6.flow',
  'icmpv6.type',
  'icmpv6.checksum.status',
  'icmpv6.nd.ns.target_address',
  'icmpv6.nd.na.target_address',
  'icmpv6.nd.na.flag.r',
  'icmpv6.nd.na.flag.s',
  'icmpv6.nd.na.flag.o',
  'icmpv6.opt.type',
  'icmpv6.opt.linkaddr',
  '_ws.malformed',
] as const;

const CHECKSUM_GOOD = '1';

testWith('tshark')('tshark reads the same of every message, field by field', t => {
  const messages = fc.sample(fc.tuple(neighbourMessages, ipv6s, ipv6s, fc.nat(255), fc.nat(0xfffff)), {
    seed: 4861,
    numRuns: 2000,
  });
  const plain: typeof messages = [
    [decodeDiscoveryPacket(unsolicitedNa({ip: VIP, mac: MAC}).subarray(14)).message, VIP, ALL, 255, 0],
  ];
  // tshark reads the contents of an option of another type accordingly, and may call them malformed.
  const known = [...plain, ...messages].map(([message, ...rest]) => {
    const options = message.options.filter(({type}) => type !== 'other');
    return [{...message, options} as NeighbourMessage, ...rest] as const;
  });
  const frames = known.map(([message, source, destination, hopLimit, flowLabel]) =>
    encodeEthernetFrame({
      ...{destination: parseMac('33:33:00:00:00:01'), source: MAC, tags: [], etherType: ETHER_TYPE_IPV6},
      payload: encodeIpv6Packet({
        ...{source, destination, hopLimit, flowLabel, trafficClass: 0, protocol: PROTOCOL_ICMPV6},
        payload: encodeNeighbourMessage(message, {source, destination}),
      }),
    }),
  );
  const file = join(temporaryDirectory(t), 'frames.pcapng');
  const packets = frames.map((bytes, index) => encodeEnhancedPacket({at: BigInt(index), bytes}, 0));
  writeFileSync(file, concat(encodeSectionHeader(), encodeInterfaceDescription({name: 'test0'}), ...packets));
  const {rows, complaints} = tsharkFields(file, FIELDS);
  t.is(complaints, '');
  t.is(rows.length, frames.length);
  known.forEach(([message, source, destination, hopLimit, flowLabel], index) => {
    const row = rows[index] as Readonly<Record<(typeof FIELDS)[number], string>>;
    const isNa = message.type === 'advertisement';
    const flag = (name: 'router' | 'solicited' | 'override') => (isNa ? (message[name] ? '1' : '0') : '');
    const macs = message.options.flatMap(option => (option.type === 'other' ? [] : [option.mac as string]));
    const digits = (text: string) => text.replaceAll('True', '1').replaceAll('False', '0');
    t.deepEqual(
      {
        ...row,
        'icmpv6.nd.na.flag.r': digits(row['icmpv6.nd.na.flag.r']),
        'icmpv6.nd.na.flag.s': digits(row['icmpv6.nd.na.flag.s']),
        'icmpv6.nd.na.flag.o': digits(row['icmpv6.nd.na.flag.o']),
      },
      {
        'ipv6.src': dotted(source),
        'ipv6.dst': dotted(destination),
        'ipv6.hlim': String(hopLimit),
        'ipv6.flow': `0x${flowLabel.toString(16).padStart(6, '0')}`,
        'icmpv6.type': isNa ? '136' : '135',
        'icmpv6.checksum.status': CHECKSUM_GOOD,
        'icmpv6.nd.ns.target_address': isNa ? '' : dotted(message.target),
        'icmpv6.nd.na.target_address': isNa ? dotted(message.target) : '',
        'icmpv6.nd.na.flag.r': flag('router'),
        'icmpv6.nd.na.flag.s': flag('solicited'),
        'icmpv6.nd.na.flag.o': flag('override'),
        'icmpv6.opt.type': message.options.map(({type}) => (type === 'source-link-layer' ? 1 : 2)).join(),
        'icmpv6.opt.linkaddr': macs.join(),
        '_ws.malformed': '',
      },
      toHex(frames[index] as Uint8Array),
    );
  });
});

/** tshark writes the deprecated ::/96 with a dotted quad. */
function dotted(address: string): string {
  const [, high, low] = /^::([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const octets = [high, low]
    .map(group => Number.parseInt(group, 16))
    .flatMap(group => [group >> 8, group & 0xff]);
  return `::${octets.join('.')}`;
}
