import {type ArpPacket, type ArpPurpose, classifyArp, parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {isGratuitousToLinux} from '#arp/wire/arp/classify';
import {arpPackets} from '../helpers/arbitraries.js';

const self = parseMac('02:00:00:00:00:11');
const other = parseMac('02:00:00:00:00:50');
const broadcast = parseMac('ff:ff:ff:ff:ff:ff');
const zero = parseMac('00:00:00:00:00:00');
const vip = parseIpv4('10.3.2.200');
const client = parseIpv4('10.3.2.50');
const nobody = parseIpv4('0.0.0.0');

type Row = readonly [title: string, packet: Partial<ArpPacket>, purpose: ArpPurpose, gratuitous: boolean];

const announcement = (form: 'request' | 'reply', target: 'broadcast' | 'zero' | 'self' | 'other') =>
  ({kind: 'announcement', form, target}) as const;

// The last column is `arp_is_garp()` of Linux, net/ipv4/arp.c.
const ROWS: readonly Row[] = [
  ['a question', {senderIp: client, targetIp: vip}, {kind: 'request'}, false],
  ['a question to a known MAC (unicast)', {senderIp: client, targetMac: other}, {kind: 'request'}, false],
  ['an answer', {operation: 'reply', targetIp: client, targetMac: other}, {kind: 'reply'}, false],
  ['a probe (RFC 5227 §1.1)', {senderIp: nobody, targetMac: zero}, {kind: 'probe'}, false],
  ['a probe for no address', {senderIp: nobody, targetIp: nobody}, {kind: 'probe'}, true],
  ['an answer to a probe', {operation: 'reply', targetIp: nobody, targetMac: other}, {kind: 'reply'}, false],
  ['a request, target ff', {targetMac: broadcast}, announcement('request', 'broadcast'), true],
  ['a request, target zero', {targetMac: zero}, announcement('request', 'zero'), true],
  ['a request, target self', {targetMac: self}, announcement('request', 'self'), true],
  ['a request, another target', {targetMac: other}, announcement('request', 'other'), true],
  [
    'a reply, target ff',
    {operation: 'reply', targetMac: broadcast},
    announcement('reply', 'broadcast'),
    false,
  ],
  ['a reply, target zero', {operation: 'reply', targetMac: zero}, announcement('reply', 'zero'), false],
  ['a reply, target self', {operation: 'reply', targetMac: self}, announcement('reply', 'self'), true],
  ['a reply, another target', {operation: 'reply', targetMac: other}, announcement('reply', 'other'), false],
];

for (const [title, fields, purpose, gratuitous] of ROWS) {
  const packet: ArpPacket = {
    ...{operation: 'request', senderMac: self, senderIp: vip, targetMac: zero, targetIp: vip},
    ...fields,
  };
  test(`classifies ${title}`, t => t.deepEqual(classifyArp(packet), purpose));
  test(`${title}: gratuitous to Linux: ${gratuitous}`, t => t.is(isGratuitousToLinux(packet), gratuitous));
}

test('every packet has one purpose, and only sender IP = target IP announces', t => {
  fc.assert(
    fc.property(arpPackets, packet => {
      const purpose = classifyArp(packet);
      if (purpose.kind === 'announcement') {
        t.is(packet.senderIp, packet.targetIp);
        t.is(purpose.form, packet.operation);
      } else t.true(packet.senderIp !== packet.targetIp || purpose.kind === 'probe');
      if (purpose.kind === 'request' || purpose.kind === 'reply') t.is(purpose.kind, packet.operation);
    }),
    {numRuns: 500},
  );
});
