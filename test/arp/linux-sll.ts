import {DecodeError, PACKET_TYPE, VipError} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {type CookedPacket, decodeSll, decodeSll2, encodeSll, encodeSll2} from '#arp/wire/frame/linux-sll';
import {cookedPackets, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex, toHex} from '../helpers/hex.js';
import {realFrames} from '../helpers/vectors.js';

const HEARD: CookedPacket = {
  packetType: PACKET_TYPE.broadcast,
  hardwareType: 1,
  addressLength: 6,
  address: hex('020000000011'),
  protocol: 0x0806,
  payload: hex('0001'),
};
/** IP over InfiniBand: an address of 20 octets, of which 8 are kept. */
const LONG: CookedPacket = {...HEARD, hardwareType: 32, addressLength: 20, address: hex('0102030405060708')};
const NONE: CookedPacket = {
  ...HEARD,
  packetType: PACKET_TYPE.outgoing,
  hardwareType: 65534,
  addressLength: 0,
  address: hex(''),
};

const VERSION_1: readonly (readonly [title: string, packet: CookedPacket, wire: string])[] = [
  ['a broadcast', HEARD, '0001 | 0001 | 0006 | 020000000011 0000 | 0806 | 0001'],
  ['an address longer than its room', LONG, '0001 | 0020 | 0014 | 0102030405060708 | 0806 | 0001'],
  ['no address', NONE, '0004 | fffe | 0000 | 0000000000000000 | 0806 | 0001'],
];

const VERSION_2: readonly (readonly [title: string, packet: CookedPacket, wire: string])[] = [
  [
    'a broadcast',
    {...HEARD, interfaceIndex: 2},
    '0806 0000 | 00000002 | 0001 | 01 | 06 | 020000000011 0000 | 0001',
  ],
  [
    'an address longer than its room',
    {...LONG, interfaceIndex: 0xffffffff},
    '0806 0000 | ffffffff | 0020 | 01 | 14 | 0102030405060708 | 0001',
  ],
];

for (const [title, packet, wire] of VERSION_1) {
  test(`version 1 encodes ${title}`, t => t.is(toHex(encodeSll(packet)), toHex(hex(wire))));
  test(`version 1 decodes ${title}`, t => t.deepEqual(decodeSll(atOddOffset(hex(wire))), packet));
}

for (const [title, packet, wire] of VERSION_2) {
  test(`version 2 encodes ${title}`, t => t.is(toHex(encodeSll2(packet)), toHex(hex(wire))));
  test(`version 2 decodes ${title}`, t => t.deepEqual(decodeSll2(atOddOffset(hex(wire))), packet));
}

for (const [layer, decode, least] of [
  ['sll', decodeSll, 16],
  ['sll2', decodeSll2, 20],
] as const) {
  test(`${layer} refuses a header cut off`, t => {
    for (let length = 0; length < least; length++) {
      t.throws(() => decode(new Uint8Array(length)), {
        instanceOf: DecodeError,
        code: 'TRUNCATED',
        message: `${layer}: expected at least ${least} octets, got ${length}`,
      });
    }
  });
  test(`${layer}: any octets are a packet or a DecodeError`, t => {
    fc.assert(
      fc.property(octets(40), bytes => void valueOrDecodeError(() => decode(bytes))),
      {numRuns: 1000},
    );
    t.pass();
  });
}

test('does not encode an address of another length, nor an interface in version 1', t => {
  const wrong = {...HEARD, address: hex('0200000000')};
  t.throws(() => encodeSll(wrong), {instanceOf: VipError, message: 'sll address: expected 6 octets, got 5'});
  t.throws(() => encodeSll2(wrong), {message: 'sll2 address: expected 6 octets, got 5'});
  t.throws(() => encodeSll({...HEARD, interfaceIndex: 3}), {
    instanceOf: VipError,
    message: 'sll interface index: expected none, got 3',
  });
});

test('decode(encode(packet)) is the packet', t => {
  fc.assert(
    fc.property(cookedPackets, fc.nat(0xffffffff), (packet, interfaceIndex) => {
      t.deepEqual(decodeSll(encodeSll(packet)), packet);
      t.deepEqual(decodeSll2(encodeSll2({...packet, interfaceIndex})), {...packet, interfaceIndex});
    }),
  );
});

for (const [title, bytes] of realFrames('linux-sll')) {
  test(`tcpdump -i any, version 1: ${title}`, t => t.is(toHex(encodeSll(decodeSll(bytes))), toHex(bytes)));
}

for (const [title, bytes] of realFrames('linux-sll2')) {
  test(`tcpdump -i any, version 2: ${title}`, t => t.is(toHex(encodeSll2(decodeSll2(bytes))), toHex(bytes)));
}
