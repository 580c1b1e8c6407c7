import {
  announcementFrames,
  broadcastFrame,
  encodeArpPacket,
  encodeEthernetFrame,
  parseIpv4,
  parseMac,
  vlanTag,
} from '@vip/arp';
import {describeFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {arpPackets, ethernetFrames, octets} from '../helpers/arbitraries.js';
import {concat, toHex} from '../helpers/hex.js';

const ip = parseIpv4('10.3.2.200');
const mac = parseMac('02:00:00:00:00:11');

const dissected = (frame: Uint8Array) => describeFrame(frame).fields;

function fieldsOf(form: 'request' | 'reply', options: object = {}) {
  const [frame] = announcementFrames({ip, mac, form, ...options});
  return dissected(frame as Uint8Array);
}

test('every field of an announcement is listed with its octets, name and value', t => {
  t.deepEqual(
    fieldsOf('request', {tags: [vlanTag(100), vlanTag(10, 5)]}).map(
      ({offset, octets, name, value}) => `${offset} ${toHex(octets)} ${name}: ${value}`,
    ),
    [
      '0 ffffffffffff destination: ff:ff:ff:ff:ff:ff',
      '6 020000000011 source: 02:00:00:00:00:11',
      '12 81000064 802.1Q tag: VLAN 100',
      '16 8100a00a 802.1Q tag: VLAN 10, priority 5',
      '20 0806 EtherType: 0x0806',
      '22 0001 hardware type: 1',
      '24 0800 protocol type: 0x0800',
      '26 06 hardware length: 6',
      '27 04 protocol length: 4',
      '28 0001 operation: 1, request',
      '30 020000000011 sender MAC: 02:00:00:00:00:11',
      '36 0a0302c8 sender IP: 10.3.2.200',
      '40 ffffffffffff target MAC: ff:ff:ff:ff:ff:ff',
      '46 0a0302c8 target IP: 10.3.2.200',
    ],
  );
});

test('an announcement in IEEE 802.3 with a SNAP header is covered as well', t => {
  const payload = encodeArpPacket({
    operation: 'request',
    senderMac: mac,
    senderIp: ip,
    targetMac: mac,
    targetIp: ip,
  });
  payload[1] = 6;
  const addresses = {destination: parseMac('ff:ff:ff:ff:ff:ff'), source: mac};
  const frame = encodeEthernetFrame({...addresses, tags: [], etherType: 0x0806, payload, snap: {length: 36}});
  const fields = dissected(frame);
  t.deepEqual(
    fields.slice(2, 6).map(({offset, name, value}) => `${offset} ${name}: ${value}`),
    [
      '12 length: 36 octets',
      '14 LLC, SNAP: an EtherType follows',
      '20 EtherType: 0x0806',
      '22 hardware type: 6',
    ],
  );
  t.deepEqual(concat(...fields.map(({octets}) => octets)), frame);
});

const why = (fields: ReturnType<typeof fieldsOf>, name: string) =>
  fields.find(field => field.name === name)?.why ?? '';

test('the reason given for each field suits the form', t => {
  const request = fieldsOf('request');
  t.regex(why(request, 'destination'), /every station.*RFC 5944 §4\.6/);
  t.regex(why(request, 'operation'), /RFC 826.*RFC 5227 §3/);
  t.regex(why(request, 'sender MAC'), /where the address is now/);
  t.regex(why(request, 'target MAC'), /keepalived, FRR and arping -U/);
  t.regex(why(request, 'target IP'), /gratuitous.*RFC 5227 §2\.3, RFC 5944 §4\.6/);
  t.regex(why(fieldsOf('request', {targetMac: 'zero'}), 'target MAC'), /RFC 5227 §2\.3/);

  const reply = fieldsOf('reply');
  t.regex(why(reply, 'operation'), /an unsolicited reply.*RFC 5944 §4\.6/);
  t.regex(why(reply, 'target MAC'), /the sender again.*Linux/);
  t.regex(why(fieldsOf('reply', {targetMac: 'broadcast'}), 'target MAC'), /ignores.*locktime/);
  t.regex(why(fieldsOf('request', {tags: [vlanTag(0, 5)]}), '802.1Q tag'), /priority only/);
});

test('a probe, a question and an answer have reasons of their own', t => {
  const client = parseMac('02:00:00:00:00:50');
  const ext = parseIpv4('10.3.2.50');
  const question = {
    operation: 'request',
    senderMac: client,
    senderIp: ext,
    targetMac: mac,
    targetIp: ip,
  } as const;
  const fields = dissected(broadcastFrame(question));
  t.regex(why(fields, 'operation'), /asks for the MAC/);
  t.regex(why(fields, 'target IP'), /asked for/);
  const probe = dissected(broadcastFrame({...question, senderIp: parseIpv4('0.0.0.0')}));
  t.regex(why(probe, 'sender IP'), /no cache is changed.*RFC 5227 §2\.1\.1/);
  const answer = {
    operation: 'reply',
    senderMac: mac,
    senderIp: ip,
    targetMac: client,
    targetIp: ext,
  } as const;
  const unicast = encodeEthernetFrame({
    destination: client,
    source: ext === undefined ? mac : client,
    tags: [],
    etherType: 0x0806,
    payload: encodeArpPacket(answer),
  });
  t.regex(why(dissected(unicast), 'destination'), /no other receives it/);
  t.regex(why(dissected(unicast), 'source'), /not the sender MAC below/);
});

test('padding is one field, whatever is in it', t => {
  const [frame] = announcementFrames({ip, mac});
  const fields = dissected(concat(frame as Uint8Array, new Uint8Array(18).fill(7)));
  t.deepEqual(
    [fields.at(-1)?.name, fields.at(-1)?.offset, fields.at(-1)?.octets.length],
    ['padding', 42, 18],
  );
});

test('the fields cover every octet once, in order, and say something', t => {
  fc.assert(
    fc.property(ethernetFrames, arpPackets, octets(20), (frame, packet, padding) => {
      const payload = concat(encodeArpPacket(packet), padding);
      const bytes = encodeEthernetFrame({...frame, etherType: 0x0806, payload});
      const fields = dissected(bytes);
      t.deepEqual(concat(...fields.map(field => field.octets)), bytes);
      let offset = 0;
      for (const field of fields) {
        t.is(field.offset, offset);
        offset += field.octets.length;
        for (const text of [field.name, field.value, field.why]) t.regex(text, /^\S.*\S$|^\S$/);
      }
      t.is(offset, bytes.length);
    }),
  );
});
