import {padFrame, parseIpv6, parseMac, unsolicitedNa, vlanTag} from '@vip/arp';
import {describeFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {ipv6s, macs, vlanTags} from '../helpers/arbitraries.js';
import {concat, toHex} from '../helpers/hex.js';

const ip = parseIpv6('fd00:3:2::200');
const mac = parseMac('02:00:00:00:00:11');

const fieldsOf = (frame: Uint8Array) => describeFrame(frame).fields;

test('the fields that a reader must know are at their places', t => {
  const fields = fieldsOf(unsolicitedNa({ip, mac, tags: [vlanTag(10)]}));
  const shown = fields.map(
    ({offset, octets: bytes, name, value}) => `${offset} ${toHex(bytes)} ${name}: ${value}`,
  );
  for (const line of [
    '0 333300000001 destination: 33:33:00:00:00:01',
    '12 8100000a 802.1Q tag: VLAN 10',
    '16 86dd EtherType: 0x86dd',
    '22 0020 payload length: 32',
    '25 ff hop limit: 255',
    '58 88 type: 136',
    '62 20000000 flags: Override',
    '66 fd000003000200000000000000000200 target: fd00:3:2::200',
    '84 020000000011 target MAC: 02:00:00:00:00:11',
  ]) {
    t.true(shown.includes(line), `${line}\n${shown.join('\n')}`);
  }
});

test('flags are named; a missing Override says what follows', t => {
  const flags = (options: object) =>
    fieldsOf(unsolicitedNa({ip, mac, ...options})).find(({name}) => name === 'flags');
  t.is(flags({router: true})?.value, 'Router, Override');
  t.is(flags({override: false})?.value, 'none');
  t.regex(flags({override: false})?.why ?? '', /keeps it/);
});

test('the fields cover every octet once, whatever is announced', t => {
  const targets = ipv6s.filter(address => !address.startsWith('ff'));
  fc.assert(
    fc.property(
      targets,
      macs,
      fc.array(vlanTags, {maxLength: 2}),
      fc.nat(3),
      (address, own, tags, padding) => {
        const frame = concat(padFrame(unsolicitedNa({ip: address, mac: own, tags})), new Uint8Array(padding));
        const fields = fieldsOf(frame);
        t.deepEqual(concat(...fields.map(field => field.octets)), frame);
        let end = 0;
        for (const {offset, octets: bytes} of fields) {
          t.is(offset, end);
          end += bytes.length;
        }
      },
    ),
  );
});
