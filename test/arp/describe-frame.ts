/** Descriptions of any frame: its kind, one line, and every octet in exactly one field. */

import {
  announcementFrames,
  ETHER_TYPE_IPV6,
  encodeArpPacket,
  encodeEthernetFrame,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  PROTOCOL_ICMPV6,
  padFrame,
  parseIpv4,
  parseIpv6,
  parseMac,
  unsolicitedNa,
} from '@vip/arp';
import {describeFrame, type FrameField} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {ethernetFrames, octets} from '../helpers/arbitraries.js';
import {hex, toHex} from '../helpers/hex.js';
import {realFrames} from '../helpers/vectors.js';

const mac = parseMac('02:00:00:00:00:11');
const target = parseIpv6('fd00:3:2::200');

function covers(bytes: Uint8Array, fields: readonly FrameField[]): boolean {
  return toHex(bytes) === fields.map(field => toHex(field.octets)).join('');
}

test('the octets of any frame are in exactly one field, and nothing is thrown', t => {
  fc.assert(
    fc.property(fc.oneof(octets(120), ethernetFrames.map(encodeEthernetFrame)), bytes => {
      t.true(covers(bytes, describeFrame(bytes).fields));
    }),
  );
});

for (const [file, kind, words] of [
  [
    'keepalived',
    'vrrp',
    /^10\.3\.2\.21\d > 224\.0\.0\.18 VRRPv[23] id 51, (priority \d+|resigns), 10\.3\.2\.200$/,
  ],
  ['ucarp', 'carp', /^10\.3\.2\.21\d > 224\.0\.0\.18 CARP vhid 51, base 1 s, skew \d+$/],
] as const) {
  for (const [title, bytes] of realFrames(file)) {
    const description = describeFrame(bytes);
    if (description.kind === 'announcement') continue;
    test(`${file}: ${title}`, t => {
      t.is(description.kind, kind);
      t.regex(description.summary, words);
      t.true(covers(bytes, description.fields));
      t.true(covers(padFrame(bytes), describeFrame(padFrame(bytes)).fields));
    });
  }
}

test('ARP: each purpose is a kind', t => {
  const [frame] = announcementFrames({ip: parseIpv4('10.3.2.200'), mac, form: 'request'});
  t.is(describeFrame(frame as Uint8Array).kind, 'announcement');
  const ask = encodeArpPacket({
    operation: 'request',
    senderMac: mac,
    senderIp: parseIpv4('10.3.2.211'),
    targetMac: parseMac('00:00:00:00:00:00'),
    targetIp: parseIpv4('10.3.2.200'),
  });
  const asked = encodeEthernetFrame({
    destination: parseMac('ff:ff:ff:ff:ff:ff'),
    source: mac,
    tags: [],
    etherType: 0x0806,
    payload: ask,
  });
  t.is(describeFrame(asked).kind, 'arp-request');
  t.is(describeFrame(asked).summary, `ARP who-has 10.3.2.200 tell 10.3.2.211 (${mac})`);
});

test('IPv6: an unsolicited advertisement announces, a solicited one answers, a solicitation asks', t => {
  const announcement = describeFrame(unsolicitedNa({ip: target, mac}));
  t.is(announcement.kind, 'announcement');
  t.is(announcement.summary, `NDP announcement ${target} is-at ${mac} (unsolicited, Override)`);
  const path = {source: parseIpv6('fd00:3:2::211'), destination: parseIpv6('fd00:3:2::50')};
  const frame = (message: Parameters<typeof encodeNeighbourMessage>[0]) => {
    const payload = encodeIpv6Packet({
      ...path,
      trafficClass: 0,
      flowLabel: 0,
      hopLimit: 255,
      protocol: PROTOCOL_ICMPV6,
      payload: encodeNeighbourMessage(message, path),
    });
    return encodeEthernetFrame({
      destination: parseMac('02:00:00:00:00:50'),
      source: mac,
      tags: [],
      etherType: ETHER_TYPE_IPV6,
      payload,
    });
  };
  const answer = frame({
    type: 'advertisement',
    target,
    router: false,
    solicited: true,
    override: true,
    options: [
      {type: 'target-link-layer', mac},
      {type: 'other', number: 14, data: new Uint8Array(6)},
    ],
  });
  t.is(describeFrame(answer).kind, 'neighbour-advertisement');
  t.true(covers(answer, describeFrame(answer).fields));
  const question = frame({type: 'solicitation', target, options: [{type: 'source-link-layer', mac}]});
  t.is(describeFrame(question).kind, 'neighbour-solicitation');
  t.is(describeFrame(question).summary, `NDP who-has ${target} tell ${path.source} (${mac})`);
  t.true(covers(question, describeFrame(question).fields));
});

test('an unreadable frame says why', t => {
  const {kind, summary, fields} = describeFrame(hex('ffffffffffff 020000000011 0806 0001'));
  t.is(kind, 'unreadable');
  t.is(summary, '(arp: expected at least 28 octets, got 2)');
  t.is(fields.length, 1);
});
