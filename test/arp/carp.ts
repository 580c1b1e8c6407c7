import {
  type CarpPacket,
  DecodeError,
  decodeCarpPacket,
  encodeCarpPacket,
  isCarpChecksumCorrect,
  VipError,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {carpPackets, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';

const UCARP: CarpPacket = {
  virtualHostId: 51,
  advertisementSkew: 50,
  advertisementBase: 1,
  demotion: 0,
  counter: 0xea87d79bcef7fb3fn,
  digest: hex('0fb9b0f32c0cf10ff2717687e957fb42365576d9'),
};

// version and type, vhid, skew, authentication length, demotion, base | checksum | counter | digest
const WIRE = '21 33 32 07 00 01 | 47dd | ea87d79bcef7fb3f | 0fb9b0f32c0cf10ff2717687e957fb42365576d9';

test('encodes what ucarp 1.5.2 sends', t => t.is(toHex(encodeCarpPacket(UCARP)), toHex(hex(WIRE))));

test('decodes what ucarp 1.5.2 sends', t => {
  t.deepEqual(decodeCarpPacket(hex(WIRE)), UCARP);
  t.deepEqual(decodeCarpPacket(atOddOffset(concat(hex(WIRE), hex('0000')))), UCARP);
  t.true(isCarpChecksumCorrect(hex(WIRE)));
});

test('a wrong checksum is reported, not refused', t => {
  const bytes = hex(WIRE.replace('47dd', '47de'));
  t.deepEqual(decodeCarpPacket(bytes), UCARP);
  t.false(isCarpChecksumCorrect(bytes));
});

for (const length of [0, 7, 35]) {
  test(`refuses an advertisement cut to ${length} octets`, t => {
    t.throws(() => decodeCarpPacket(hex(WIRE).subarray(0, length)), {
      instanceOf: DecodeError,
      code: 'TRUNCATED',
      message: `carp: expected at least 36 octets, got ${length}`,
    });
  });
}

const FOREIGN: readonly (readonly [first: string, fourth: string, got: string])[] = [
  ['31', '07', '3/1/7'],
  ['22', '07', '2/2/7'],
  ['21', '01', '2/1/1'],
];

for (const [first, fourth, got] of FOREIGN) {
  test(`refuses ${got}`, t => {
    const wire = WIRE.replace('21 33 32 07', `${first} 33 32 ${fourth}`);
    t.throws(() => decodeCarpPacket(hex(wire)), {
      instanceOf: DecodeError,
      code: 'UNSUPPORTED',
      message: `carp: expected version, type and authentication length 2/1/7, got ${got}`,
    });
  });
}

const UNFIT: readonly (readonly [packet: CarpPacket, message: string])[] = [
  [{...UCARP, virtualHostId: 256}, 'carp virtualHostId: expected 0 to 255, got 256'],
  [{...UCARP, counter: -1n}, 'carp counter: expected a bigint of 64 bits, got -1'],
  [{...UCARP, digest: hex('00')}, 'carp digest: expected 20 octets, got 1'],
];

for (const [packet, message] of UNFIT) {
  test(`does not encode: ${message}`, t => {
    t.is(t.throws(() => encodeCarpPacket(packet), {instanceOf: VipError, message})?.code, 'BAD_ARGUMENT');
  });
}

test('decode(encode(packet)) is the packet, and its checksum fits', t => {
  fc.assert(
    fc.property(carpPackets, packet => {
      t.deepEqual(decodeCarpPacket(encodeCarpPacket(packet)), packet);
      t.true(isCarpChecksumCorrect(encodeCarpPacket(packet)));
    }),
  );
});

test('any octets are a packet or a DecodeError', t => {
  fc.assert(
    fc.property(octets(50), bytes => void valueOrDecodeError(() => decodeCarpPacket(bytes))),
    {numRuns: 1000},
  );
  t.pass();
});
