import {
  DecodeError,
  decodeEthernetFrame,
  type EthernetFrame,
  encodeEthernetFrame,
  padFrame,
  parseMac,
  VipError,
  vlanTag,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ethernetFrames, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex} from '../helpers/hex.js';

const broadcast = parseMac('ff:ff:ff:ff:ff:ff');
const passive = parseMac('02:00:00:00:00:11');
const addressed = {destination: broadcast, source: passive};
const tag = (tpid: number, priority: number, dropEligible: boolean, vlanId: number) => ({
  tpid,
  priority,
  dropEligible,
  vlanId,
});

const VECTORS: readonly (readonly [title: string, frame: EthernetFrame, wire: string])[] = [
  [
    'untagged',
    {...addressed, tags: [], etherType: 0x0806, payload: hex('0001')},
    'ffffffffffff 020000000011 | 0806 | 0001',
  ],
  [
    'without a payload',
    {...addressed, tags: [], etherType: 0x0800, payload: hex('')},
    'ffffffffffff 020000000011 | 0800',
  ],
  [
    'an EtherType that we do not know',
    {...addressed, tags: [], etherType: 0x88cc, payload: hex('00')},
    'ffffffffffff 020000000011 | 88cc | 00',
  ],
  [
    'the lowest EtherType',
    {...addressed, tags: [], etherType: 0x0600, payload: hex('ff')},
    'ffffffffffff 020000000011 | 0600 | ff',
  ],
  [
    'one 802.1Q tag, the highest priority (cap reads it as 0)',
    {...addressed, tags: [tag(0x8100, 7, false, 100)], etherType: 0x0806, payload: hex('0001')},
    'ffffffffffff 020000000011 | 8100 e064 | 0806 | 0001',
  ],
  [
    'drop eligible, reserved VLAN id',
    {...addressed, tags: [tag(0x8100, 0, true, 4095)], etherType: 0x0806, payload: hex('0001')},
    'ffffffffffff 020000000011 | 8100 1fff | 0806 | 0001',
  ],
  [
    'a priority tag, VLAN 0',
    {...addressed, tags: [tag(0x8100, 5, false, 0)], etherType: 0x0806, payload: hex('0001')},
    'ffffffffffff 020000000011 | 8100 a000 | 0806 | 0001',
  ],
  [
    'a service tag around a customer tag (802.1ad)',
    {
      ...addressed,
      tags: [tag(0x88a8, 3, true, 200), tag(0x8100, 1, false, 10)],
      etherType: 0x0806,
      payload: hex('0001'),
    },
    'ffffffffffff 020000000011 | 88a8 70c8 | 8100 200a | 0806 | 0001',
  ],
  [
    'three tags',
    {
      ...addressed,
      tags: [tag(0x9100, 0, false, 1), tag(0x8100, 0, false, 2), tag(0x8100, 0, false, 3)],
      etherType: 0x0806,
      payload: hex('0001'),
    },
    'ffffffffffff 020000000011 | 9100 0001 | 8100 0002 | 8100 0003 | 0806 | 0001',
  ],
];

for (const [title, frame, wire] of VECTORS) {
  test(`encodes: ${title}`, t => {
    t.deepEqual(encodeEthernetFrame(frame), hex(wire));
  });
  test(`decodes: ${title}`, t => {
    t.deepEqual(decodeEthernetFrame(hex(wire)), frame);
  });
  test(`both ways at an odd offset of a larger buffer: ${title}`, t => {
    t.deepEqual({...decodeEthernetFrame(atOddOffset(hex(wire)))}, {...frame});
    t.deepEqual(encodeEthernetFrame({...frame, payload: atOddOffset(frame.payload)}), hex(wire));
  });
  test(`refuses every shorter header: ${title}`, t => {
    const header = hex(wire).length - frame.payload.length;
    for (let length = 0; length < header; length++) {
      t.throws(() => decodeEthernetFrame(hex(wire).subarray(0, length)), {
        instanceOf: DecodeError,
        code: 'TRUNCATED',
      });
    }
    t.is(decodeEthernetFrame(hex(wire).subarray(0, header)).payload.length, 0);
  });
}

const rejects = test.macro({
  exec(t, _title: string, wire: string, code: string, offset: number, message: string) {
    const error = t.throws(() => decodeEthernetFrame(hex(wire)), {instanceOf: DecodeError});
    t.is(error.message, message);
    t.is(error.code, code as typeof error.code);
    t.is(error.layer, 'ethernet');
    t.is(error.offset, offset);
  },
  title: (_, title) => `refuses ${title}`,
});

const MACS = 'ffffffffffff 020000000011';
const least = (octets: number, got: number) => `ethernet: expected at least ${octets} octets, got ${got}`;
const length = (got: number) =>
  `ethernet: expected an EtherType of 0x0600 or more, got an 802.3 length of ${got}`;

test(rejects, 'nothing', '', 'TRUNCATED', 0, least(14, 0));
test(rejects, 'half an EtherType', `${MACS} | 08`, 'TRUNCATED', 13, least(14, 13));
test(rejects, 'a tag without its control field', `${MACS} | 8100`, 'TRUNCATED', 14, least(18, 14));
test(rejects, 'a tag without an EtherType', `${MACS} | 8100 0064`, 'TRUNCATED', 16, least(18, 16));
test(
  rejects,
  'a second tag without an EtherType',
  `${MACS} | 88a8 00c8 | 8100 0064`,
  'TRUNCATED',
  20,
  least(22, 20),
);
test(rejects, 'an 802.3 length', `${MACS} | 0026 | 4242 03`, 'UNSUPPORTED', 12, length(38));
test(rejects, 'an 802.3 length of 0', `${MACS} | 0000`, 'UNSUPPORTED', 12, length(0));
test(rejects, 'the highest value below the EtherTypes', `${MACS} | 05ff`, 'UNSUPPORTED', 12, length(1535));
test(
  rejects,
  'an 802.3 length after a tag',
  `${MACS} | 8100 0064 | 0003 | 424203`,
  'UNSUPPORTED',
  16,
  length(3),
);

const SNAP_VECTORS: readonly (readonly [title: string, frame: EthernetFrame, wire: string])[] = [
  [
    'ARP in IEEE 802.3 with a SNAP header, padded',
    {...addressed, tags: [], etherType: 0x0806, payload: hex('0001 000000'), snap: {length: 10}},
    `${MACS} | 000a | aaaa03 000000 0806 | 0001 000000`,
  ],
  [
    'the same behind a tag',
    {
      ...addressed,
      tags: [tag(0x8100, 0, false, 7)],
      etherType: 0x0806,
      payload: hex('0001'),
      snap: {length: 0},
    },
    `${MACS} | 8100 0007 | 0000 | aaaa03 000000 0806 | 0001`,
  ],
];

for (const [title, frame, wire] of SNAP_VECTORS) {
  test(`both ways: ${title}`, t => {
    t.deepEqual(decodeEthernetFrame(atOddOffset(hex(wire))), frame);
    t.deepEqual(encodeEthernetFrame(frame), hex(wire));
  });
}

test('decode(encode(frame)) is the frame, with a SNAP header as well', t => {
  fc.assert(
    fc.property(ethernetFrames, fc.nat(0x05ff), (frame, length) => {
      const framed = {...frame, snap: {length}};
      t.deepEqual(decodeEthernetFrame(encodeEthernetFrame(framed)), framed);
    }),
  );
});

for (const [title, header] of [
  ['a SNAP header cut off', 'aaaa03 000000 08'],
  ['a SNAP header of another organisation', 'aaaa03 00000c 2000'],
  ['a tag within a SNAP header', 'aaaa03 000000 8100'],
  ['a length within a SNAP header', 'aaaa03 000000 0026'],
] as const) {
  test(rejects, title, `${MACS} | 0026 | ${header}`, 'UNSUPPORTED', 12, length(38));
}

const refusesToEncode = test.macro({
  exec(t, _title: string, change: Partial<EthernetFrame>, message: string) {
    const frame = {...addressed, tags: [], etherType: 0x0806, payload: hex('00'), ...change};
    const error = t.throws(() => encodeEthernetFrame(frame), {instanceOf: VipError});
    t.is(error.code, 'BAD_ARGUMENT');
    t.is(error.message, message);
  },
  title: (_, title) => `refuses to encode ${title}`,
});

const oneTag = (change: object) => ({tags: [{...tag(0x8100, 0, false, 1), ...change}]});

test(
  refusesToEncode,
  'an 802.3 length that is an EtherType',
  {snap: {length: 0x0600}},
  '802.3 length: expected 0 to 1535, got 1536',
);
test(refusesToEncode, 'an 802.3 length', {etherType: 0x05ff}, 'EtherType: expected 1536 to 65535, got 1535');
test(
  refusesToEncode,
  'a type of 17 bits',
  {etherType: 0x10000},
  'EtherType: expected 1536 to 65535, got 65536',
);
test(refusesToEncode, 'a fraction', {etherType: 2048.5}, 'EtherType: expected 1536 to 65535, got 2048.5');
test(
  refusesToEncode,
  "a tag's protocol as the type of the payload",
  {etherType: 0x8100},
  'EtherType: expected a tag in tags, got 0x8100',
);
test(refusesToEncode, 'VLAN 4096', oneTag({vlanId: 4096}), 'VLAN id: expected 0 to 4095, got 4096');
test(refusesToEncode, 'VLAN -1', oneTag({vlanId: -1}), 'VLAN id: expected 0 to 4095, got -1');
test(refusesToEncode, 'priority 8', oneTag({priority: 8}), 'VLAN priority: expected 0 to 7, got 8');
test(refusesToEncode, 'no number', oneTag({priority: Number.NaN}), 'VLAN priority: expected 0 to 7, got NaN');
test(
  refusesToEncode,
  'a tag of another protocol',
  oneTag({tpid: 0x0806}),
  'VLAN tag protocol: expected 0x8100, 0x88a8 or 0x9100, got 0x0806',
);

test('vlanTag makes an 802.1Q tag, and checks it', t => {
  t.deepEqual(vlanTag(100), tag(0x8100, 0, false, 100));
  t.deepEqual(vlanTag(100, 5), tag(0x8100, 5, false, 100));
  t.throws(() => vlanTag(4096), {code: 'BAD_ARGUMENT'});
  t.throws(() => vlanTag(1, 8), {code: 'BAD_ARGUMENT'});
});

test('a frame is padded with zeros to 60 octets, and never cut', t => {
  const frame = new Uint8Array(42).fill(0xff);
  t.deepEqual(padFrame(frame), concat(frame, new Uint8Array(18)));
  t.is(padFrame(new Uint8Array(59)).length, 60);
  t.is(padFrame(new Uint8Array(60)).length, 60);
  t.is(padFrame(new Uint8Array(61)).length, 61);
});

test('the payload is a view, not a copy', t => {
  const bytes = hex('ffffffffffff 020000000011 | 0806 | 0001');
  const {payload} = decodeEthernetFrame(bytes);
  bytes[15] = 0x77;
  t.is(payload[1], 0x77);
});

test('decode(encode(frame)) is the frame', t => {
  fc.assert(
    fc.property(ethernetFrames, frame => t.deepEqual(decodeEthernetFrame(encodeEthernetFrame(frame)), frame)),
  );
});

test('encode(decode(octets)) is the octets; any octets are a frame or a DecodeError', t => {
  const tagged = fc
    .tuple(
      fc.uint8Array({minLength: 12, maxLength: 12}),
      fc.array(fc.constantFrom('8100', '88a8', '9100')),
      octets(40),
    )
    .map(([macs, tpids, rest]) => concat(macs, ...tpids.map(tpid => hex(`${tpid} 2abc`)), rest));
  fc.assert(
    fc.property(fc.oneof(octets(80), tagged), bytes => {
      const frame = valueOrDecodeError(() => decodeEthernetFrame(bytes));
      if (!(frame instanceof DecodeError)) t.deepEqual(encodeEthernetFrame(frame), bytes);
    }),
    {numRuns: 1000},
  );
  t.pass();
});

test('a jumbo frame of nothing but tags ends in a DecodeError', t => {
  const bytes = new Uint8Array(65_532);
  for (let offset = 12; offset + 4 <= bytes.length; offset += 4) bytes.set([0x81, 0x00, 0x00, 0x01], offset);
  t.throws(() => decodeEthernetFrame(bytes), {instanceOf: DecodeError, code: 'TRUNCATED'});
});
