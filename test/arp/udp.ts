import {
  DecodeError,
  decodeUdpDatagram,
  encodeUdpDatagram,
  isUdpChecksumCorrect,
  parseIpv4,
  parseIpv6,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s, ipv6s, octets, udpFields} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex, toHex} from '../helpers/hex.js';

const DATAGRAM = {sourcePort: 53, destinationPort: 0xfffe, length: 11, payload: hex('616263')};

test('a datagram is decoded without the octets after it', t => {
  t.deepEqual(decodeUdpDatagram(atOddOffset(hex('0035 fffe | 000b 1234 | 616263 | 0000'))), DATAGRAM);
});

test('trap: a record cut to the snap length still names its flow', t => {
  t.deepEqual(decodeUdpDatagram(hex('0035 fffe | 000b 1234 | 61')), {...DATAGRAM, payload: hex('61')});
});

for (let length = 0; length < 8; length++) {
  test(`refuses a header cut to ${length} octets`, t => {
    t.throws(() => decodeUdpDatagram(hex('0035 fffe 0008 1234').subarray(0, length)), {
      instanceOf: DecodeError,
      code: 'TRUNCATED',
      message: `udp: expected at least 8 octets, got ${length}`,
    });
  });
}

test('refuses a length below its own header', t => {
  t.throws(() => decodeUdpDatagram(hex('0035 fffe 0007 1234')), {
    instanceOf: DecodeError,
    code: 'MALFORMED',
    message: 'udp: expected a length of 8 or more, got 7',
  });
});

test('any octets are a datagram or a DecodeError', t => {
  fc.assert(
    fc.property(octets(30), bytes => void valueOrDecodeError(() => decodeUdpDatagram(bytes))),
    {numRuns: 1000},
  );
  t.pass();
});

test('decode(encode(datagram)) is the datagram, and its checksum fits its path and no other octets', t => {
  const paths = fc.oneof(
    fc.record({source: ipv4s, destination: ipv4s}),
    fc.record({source: ipv6s, destination: ipv6s}),
  );
  fc.assert(
    fc.property(udpFields, paths, (datagram, path) => {
      const bytes = encodeUdpDatagram(datagram, path);
      t.deepEqual(decodeUdpDatagram(bytes), {...datagram, length: bytes.length});
      t.true(isUdpChecksumCorrect(bytes, path));
      t.false(isUdpChecksumCorrect(bytes.with(1, (bytes[1] as number) ^ 1), path));
    }),
  );
});

test('a checksum of 0 is sent as ffff, because 0 means that there is none', t => {
  const path = {source: parseIpv4('0.0.0.0'), destination: parseIpv4('0.0.0.0')};
  const datagram = {sourcePort: 0, destinationPort: 0xffff - 17 - 10 - 10, payload: hex('0000')};
  t.is(toHex(encodeUdpDatagram(datagram, path).subarray(6, 8)), 'ffff');
});

test('without a checksum a datagram is right over IPv4, and wrong over IPv6 (RFC 8200 §8.1)', t => {
  const bytes = hex('0035 fffe | 000b 0000 | 616263');
  const [source, source6] = [parseIpv4('10.3.2.50'), parseIpv6('fd00::1')];
  t.true(isUdpChecksumCorrect(bytes, {source, destination: source}));
  t.false(isUdpChecksumCorrect(bytes, {source: source6, destination: source6}));
});
