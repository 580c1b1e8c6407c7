import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  DecodeError,
  decodeEthernetFrame,
  decodeIcmpError,
  decodeIpPacket,
  decodeQuotedPacket,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIcmpv6,
  encodeIpv4Packet,
  encodeIpv6Packet,
  FrameView,
  icmpv6Checksum,
  internetChecksum,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {octets} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {concat, hex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const V4 = {source: parseIpv4('10.3.2.10'), destination: parseIpv4('10.3.2.11')};
const V6 = {source: parseIpv6('fd00:3:2::10'), destination: parseIpv6('fd00:3:2::11')};
const REFUSER = parseIpv4('10.3.2.11');
const REFUSER_6 = parseIpv6('fd00:3:2::11');
const UDP = hex('c350 0035 0010 0000 0000000000000000');
const TCP = hex('c350 01bb 00000064 00000000 5002 0200 0000 0000');
const ECHO = encodeIcmp({type: 'echo-request', identifier: 7, sequence: 9, data: new Uint8Array(8)});
const ECHO_6 = encodeIcmpv6(
  {type: 'echo-request', identifier: 7, sequence: 9, data: new Uint8Array(8)},
  'kernel',
);

const ipv4 = (protocol: number, payload: Uint8Array) => encodeIpv4Packet({...V4, ttl: 64, protocol, payload});
const ipv6 = (protocol: number, payload: Uint8Array) =>
  encodeIpv6Packet({...V6, hopLimit: 64, protocol, payload});

/** An error, its source and its destination. */
function errorIn({etherType, payload}: {readonly etherType: number; readonly payload: Uint8Array}) {
  const family = etherType === 0x0800 ? 'IPv4' : 'IPv6';
  const ip = decodeIpPacket(payload, family);
  return {source: ip.source, destination: ip.destination, error: decodeIcmpError(ip.payload, family)};
}

const error = (type: number, code: number, quoted: Uint8Array) =>
  concat(Uint8Array.of(type, code, 0, 0, 0, 0, 0, 0), quoted);

const REASONS: readonly (readonly [family: 'IPv4' | 'IPv6', type: number, code: number, reason: string])[] = [
  ...(
    [
      [0, 'network'],
      [1, 'host'],
      [2, 'protocol'],
      [3, 'port'],
      [4, 'too-big'],
      [5, 'other'],
      [9, 'prohibited'],
      [10, 'prohibited'],
      [13, 'prohibited'],
      [99, 'other'],
    ] as const
  ).map(([code, reason]) => ['IPv4', 3, code, reason] as const),
  ['IPv4', 11, 0, 'time-exceeded'],
  ['IPv4', 12, 0, 'other'],
  ...(
    [
      [0, 'network'],
      [1, 'prohibited'],
      [2, 'other'],
      [3, 'host'],
      [4, 'port'],
      [6, 'prohibited'],
    ] as const
  ).map(([code, reason]) => ['IPv6', 1, code, reason] as const),
  ['IPv6', 2, 0, 'too-big'],
  ['IPv6', 3, 1, 'time-exceeded'],
  ['IPv6', 4, 0, 'other'],
  ['IPv6', 4, 1, 'protocol'],
];

for (const [family, type, code, reason] of REASONS) {
  test(`type ${type} code ${code} of ${family} is ${reason}`, t => {
    t.like(decodeIcmpError(error(type, code, new Uint8Array(0)), family), {
      type,
      code,
      reason,
      quoted: undefined,
    });
  });
}

test('protocol unreachable has its source and the packet that it quotes', t => {
  const quoted = ipv4(PROTOCOL_VRRP, hex('2133960101010000')).subarray(0, 28);
  const payload = encodeIpv4Packet({
    ...{source: REFUSER, destination: V4.source, ttl: 64, protocol: PROTOCOL_ICMP},
    payload: error(3, 2, quoted),
  });
  t.deepEqual(errorIn({etherType: 0x0800, payload}), {
    ...{source: REFUSER, destination: V4.source},
    error: {
      ...{type: 3, code: 2, reason: 'protocol'},
      quoted: {...V4, protocol: 112, ports: undefined, echo: undefined},
    },
  });
});

test('port unreachable is read from the eight octets that it quotes', t => {
  for (const [protocol, segment, port] of [
    [PROTOCOL_UDP, UDP, 53],
    [6, TCP, 443],
  ] as const) {
    const {quoted} = decodeIcmpError(error(3, 3, ipv4(protocol, segment).subarray(0, 28)), 'IPv4');
    t.deepEqual(quoted, {...V4, protocol, ports: {source: 50_000, destination: port}, echo: undefined});
  }
  const extensions = [{number: 60, content: hex('00 0104 00000000')}];
  const behind = encodeIpv6Packet({...V6, hopLimit: 64, extensions, protocol: PROTOCOL_UDP, payload: UDP});
  const {quoted} = decodeIcmpError(error(1, 4, behind), 'IPv6');
  t.deepEqual(quoted, {...V6, protocol: 17, ports: {source: 50_000, destination: 53}, echo: undefined});
});

test('a quoted echo request is recognised by identifier and sequence', t => {
  const echo = {identifier: 7, sequence: 9};
  t.deepEqual(decodeQuotedPacket(ipv4(PROTOCOL_ICMP, ECHO).subarray(0, 28))?.echo, echo);
  t.deepEqual(decodeQuotedPacket(ipv6(PROTOCOL_ICMPV6, ECHO_6).subarray(0, 48))?.echo, echo);
  t.is(decodeQuotedPacket(ipv4(PROTOCOL_ICMP, ECHO).subarray(0, 24))?.echo, undefined);
  t.is(decodeQuotedPacket(ipv4(PROTOCOL_ICMP, ECHO).subarray(0, 19)), undefined);
});

test('a fragment that is not the first has no ports', t => {
  const quoted = ipv4(PROTOCOL_UDP, UDP);
  quoted[7] = 2;
  t.like(decodeQuotedPacket(quoted), {protocol: 17, ports: undefined});
});

test('a message that is not an error is refused', t => {
  for (const [family, message, problem] of [
    ['IPv4', ECHO, 'expected an error of IPv4, got type 8'],
    ['IPv6', ECHO_6, 'expected an error of IPv6, got type 128'],
    ['IPv4', hex('0300'), 'expected at least 8 octets, got 2'],
  ] as const) {
    t.throws(() => decodeIcmpError(message, family), {
      instanceOf: DecodeError,
      message: `icmp error: ${problem}`,
    });
  }
});

test('any octets are an error or a DecodeError', t => {
  const quoting = fc
    .tuple(fc.constantFrom(1, 2, 3, 4, 11, 12), fc.nat(255), octets(80))
    .map(([type, code, quoted]) => error(type, code, quoted));
  fc.assert(
    fc.property(
      fc.oneof(octets(90), quoting),
      fc.constantFrom('IPv4' as const, 'IPv6' as const),
      (bytes, family) => {
        valueOrDecodeError(() => decodeIcmpError(bytes, family));
        for (const etherType of [0x0800, 0x86dd])
          valueOrDecodeError(() => errorIn({etherType, payload: bytes}));
      },
    ),
    {numRuns: 1000},
  );
  t.pass();
});

/** Frames with an error about each kind of question, over both families. */
function frames(): Uint8Array[] {
  const header = {
    ...{destination: parseMac('02:00:00:00:00:10'), source: parseMac('02:00:00:00:00:11')},
    tags: [],
  };
  const over4 = (message: Uint8Array) => {
    const sum = internetChecksum(message);
    message.set([sum >> 8, sum & 0xff], 2);
    const path = {source: REFUSER, destination: V4.source, ttl: 64, protocol: PROTOCOL_ICMP};
    return encodeEthernetFrame({
      ...header,
      etherType: 0x0800,
      payload: encodeIpv4Packet({...path, payload: message}),
    });
  };
  const over6 = (message: Uint8Array) => {
    const path = {source: REFUSER_6, destination: V6.source};
    const sum = icmpv6Checksum(message, path);
    message.set([sum >> 8, sum & 0xff], 2);
    const rest = {hopLimit: 64, protocol: PROTOCOL_ICMPV6, payload: message};
    return encodeEthernetFrame({...header, etherType: 0x86dd, payload: encodeIpv6Packet({...path, ...rest})});
  };
  return [
    ...[ipv4(17, UDP), ipv4(6, TCP), ipv4(1, ECHO)].map(quoted => over4(error(3, 3, quoted))),
    over4(error(3, 2, ipv4(PROTOCOL_VRRP, hex('2133960101010000 0a0302c8 0000000000000000')))),
    over4(error(11, 0, ipv4(17, UDP))),
    ...[ipv6(17, UDP), ipv6(6, TCP), ipv6(58, ECHO_6)].map(quoted => over6(error(1, 4, quoted))),
    over6(error(4, 1, ipv6(PROTOCOL_VRRP, hex('3133960000640000')))),
  ];
}

const FIELDS = [
  ...['icmp.type', 'icmp.code', 'icmpv6.type', 'icmpv6.code', 'ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'],
  ...['udp.srcport', 'udp.dstport', 'tcp.srcport', 'tcp.dstport', 'icmp.ident', 'icmp.seq'],
  ...['icmpv6.echo.identifier', 'icmpv6.echo.sequence_number'],
] as const;

testWith('tshark')('tshark reads the same in a quoted packet', t => {
  const all = frames();
  const file = join(temporaryDirectory(t), 'errors.pcap');
  writeFileSync(file, concat(pcapHeader(), ...all.map(bytes => pcapRecord(bytes))));
  const {rows} = tsharkFields(file, FIELDS);
  t.is(rows.length, all.length);
  const view = new FrameView();
  const first = (text = '') => text.split(',')[0];
  const last = (text = '') => text.split(',').at(-1);
  all.forEach((bytes, index) => {
    const row = rows[index] as Record<string, string>;
    const {source, destination, error: told} = errorIn(decodeEthernetFrame(bytes));
    view.read(bytes, 1);
    t.true(view.isIcmpError);
    const [name, icmp] = view.ipVersion === 4 ? ['ip', 'icmp'] : ['ipv6', 'icmpv6'];
    t.deepEqual([source, destination, told.quoted?.source, told.quoted?.destination] as unknown[], [
      first(row[`${name}.src`]),
      first(row[`${name}.dst`]),
      last(row[`${name}.src`]),
      last(row[`${name}.dst`]),
    ]);
    t.deepEqual([told.type, told.code].map(String), [first(row[`${icmp}.type`]), first(row[`${icmp}.code`])]);
    const {ports, echo} = told.quoted ?? {};
    const portsOf = (which: string) => row[`udp.${which}`] || row[`tcp.${which}`] || '';
    t.deepEqual(
      [String(ports?.source ?? ''), String(ports?.destination ?? '')],
      [portsOf('srcport'), portsOf('dstport')],
    );
    const [identifier, sequence] =
      view.ipVersion === 4
        ? [row['icmp.ident'], row['icmp.seq']]
        : [row['icmpv6.echo.identifier'], row['icmpv6.echo.sequence_number']];
    t.deepEqual(
      [echo?.identifier, echo?.sequence],
      [identifier, sequence].map(text => (text === '' ? undefined : Number(last(text)))),
    );
  });
});
