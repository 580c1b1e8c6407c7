import {
  type ArpPacket,
  classifyArp,
  decodeArpPacket,
  decodeEthernetFrame,
  parseIpv4,
  parseMac,
} from '@vip/arp';
import {
  DIALECTS,
  type DialectWarning,
  dialectOf,
  formatDialect,
  isWithoutOverride,
  missingForm,
} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {arpPackets, macs} from '../helpers/arbitraries.js';
import {realFrame} from '../helpers/vectors.js';

const self = parseMac('02:00:00:00:00:11');
const other = parseMac('02:00:00:00:00:50');
const broadcast = parseMac('ff:ff:ff:ff:ff:ff');
const zero = parseMac('00:00:00:00:00:00');
const vip = parseIpv4('10.3.2.200');
const node = parseIpv4('10.3.2.211');

function speak(file: string, title: string) {
  const frame = decodeEthernetFrame(realFrame(file, title));
  const packet = decodeArpPacket(frame.payload);
  return {packet, dialect: dialectOf(packet, frame)};
}

for (const [file, title, id, name] of [
  ['keepalived', 'announcement of the new master', 'request-broadcast', 'keepalived'],
  ['ucarp', 'announcement', 'request-self', 'ucarp'],
  ['arping', 'arping -U', 'request-broadcast', 'arping -U'],
  ['arping', 'arping -A', 'reply-self', 'arping -A'],
  ['arping', 'arping -D', 'probe-broadcast', 'arping -D'],
] as const) {
  test(`the real ${file}'s "${title}" is classified as ${name}`, t => {
    const {dialect} = speak(file, title);
    t.is(dialect.id, id);
    t.true(dialect.speakers.some(speaker => speaker.name === name));
  });
}

test('trap: iputils arping -D probes with target ff, and it is a probe nevertheless', t => {
  const {packet, dialect} = speak('arping', 'arping -D');
  t.is(packet.targetMac, broadcast);
  t.deepEqual(classifyArp(packet), {kind: 'probe'});
  t.deepEqual(dialect.warnings, ['probe-target-not-zero']);
});

type Row = readonly [
  title: string,
  fields: Partial<ArpPacket>,
  id: string,
  warnings: readonly DialectWarning[],
];

const ROWS: readonly Row[] = [
  ['a reply to itself', {operation: 'reply', targetMac: self}, 'reply-self', []],
  [
    'a reply to all (MetalLB)',
    {operation: 'reply', targetMac: broadcast},
    'reply-broadcast',
    ['reply-not-to-self'],
  ],
  ['a reply to zero', {operation: 'reply', targetMac: zero}, 'reply-zero', ['reply-not-to-self']],
  ['a reply to another', {operation: 'reply', targetMac: other}, 'reply-other', ['reply-not-to-self']],
  ['a request to zero', {}, 'request-zero', []],
  ['another sender IP (Cilium)', {senderIp: node}, 'ordinary', ['no-announcement']],
  ['sender MAC of another', {senderMac: other}, 'request-zero', ['sender-is-not-source']],
  ['sender MAC zero', {senderMac: zero}, 'request-zero', ['sender-is-not-source', 'sender-mac-zero']],
];

for (const [title, fields, id, warnings] of ROWS) {
  test(`classifies ${title}`, t => {
    const packet: ArpPacket = {
      ...{operation: 'request', senderMac: self, senderIp: vip, targetMac: zero, targetIp: vip},
      ...fields,
    };
    const dialect = dialectOf(packet, {source: self});
    t.is(dialect.id, id);
    t.deepEqual(dialect.warnings, warnings);
    // A cooked capture may not contain the source, which then cannot be wrong.
    const cooked = dialectOf(packet, {source: undefined});
    t.deepEqual(
      cooked.warnings,
      warnings.filter(warning => warning !== 'sender-is-not-source'),
    );
  });
}

test("trap: keepalived's use_vmac asks from the VIP with the node's own MAC: a request, no announcement", t => {
  const packet: ArpPacket = {
    ...{operation: 'request', senderMac: self, senderIp: vip, targetMac: zero, targetIp: node},
  };
  t.deepEqual(classifyArp(packet), {kind: 'request'});
  t.is(dialectOf(packet, {source: self}).id, 'ordinary');
});

test('every row has a source, and a name of its own', t => {
  for (const {speakers, ignoredBy} of DIALECTS) {
    for (const {name, source} of [...speakers, ...ignoredBy]) t.true(name !== '' && source !== '');
  }
  t.is(new Set(DIALECTS.map(({id}) => id)).size, DIALECTS.length);
});

test('every announcement has a row, and its lines fit', t => {
  fc.assert(
    fc.property(arpPackets, macs, (packet, source) => {
      const announced = {...packet, targetIp: packet.senderIp};
      const dialect = dialectOf(announced, {source});
      t.true(DIALECTS.some(({id}) => id === dialect.id) || dialect.id.startsWith('probe-'));
      for (const line of formatDialect(dialect)) t.true(line.length <= 76, line);
    }),
  );
});

test('a form that many speak names the first of them, and how many more', t => {
  const row = DIALECTS.find(({id}) => id === 'request-broadcast');
  if (row === undefined) return t.fail();
  t.deepEqual(formatDialect({...row, warnings: []}), [
    'as keepalived, arping -U, FRR and 6 more; ignored by some switches',
  ]);
  t.is(row.speakers.length, 9);
});

test('an address that was announced in one form only lacks the other', t => {
  t.is(missingForm({requests: 3, replies: 0}), 'reply');
  t.is(missingForm({requests: 0, replies: 1}), 'request');
  t.is(missingForm({requests: 1, replies: 1}), undefined);
  t.is(missingForm({requests: 0, replies: 0}), undefined);
});

test('an unsolicited advertisement without Override leaves entries as they are', t => {
  t.true(isWithoutOverride({override: false, solicited: false}));
  t.false(isWithoutOverride({override: true, solicited: false}));
  t.false(isWithoutOverride({override: false, solicited: true}));
});
