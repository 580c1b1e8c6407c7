import {DecodeError, decodeUdpDatagram} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex} from '../helpers/hex.js';

const DATAGRAM = {sourcePort: 53, destinationPort: 0xfffe, length: 11, payload: hex('616263')};

test('decodes a datagram, and leaves what follows it', t => {
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
