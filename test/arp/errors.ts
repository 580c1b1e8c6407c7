import {DecodeError, decodeArpPacket, parseMac, VipError} from '@vip/arp';
import test from 'ava';

test('a VipError is an Error with a code and a name', t => {
  const error = new VipError('BAD_ADDRESS', 'MAC address: expected six octets, got "x"');
  t.true(error instanceof Error);
  t.is(error.code, 'BAD_ADDRESS');
  t.is(String(error), 'VipError: MAC address: expected six octets, got "x"');
});

test('a DecodeError is a VipError that says which layer refused, and where', t => {
  const error = new DecodeError('MALFORMED', 'arp', 6, 'expected 1, got 2');
  t.true(error instanceof VipError);
  t.is(error.name, 'DecodeError');
  t.is(error.message, 'arp: expected 1, got 2');
  t.is(error.layer, 'arp');
  t.is(error.offset, 6);
});

test('the name is not an own property, so it is not in the JSON', t => {
  const error = new DecodeError('MALFORMED', 'arp', 6, 'expected 1, got 2');
  t.deepEqual(JSON.parse(JSON.stringify(error)), {code: 'MALFORMED', layer: 'arp', offset: 6});
});

test('the cause is kept', t => {
  const cause = new Error('socket: Operation not permitted');
  t.is(new VipError('NO_PERMISSION', 'capture mcv1: permission denied', {cause}).cause, cause);
});

test('too few octets are one sentence in every codec', t => {
  const error = t.throws(() => decodeArpPacket(new Uint8Array(27)), {instanceOf: DecodeError});
  t.is(error.message, 'arp: expected at least 28 octets, got 27');
  t.is(error.code, 'TRUNCATED');
  t.is(error.offset, 27);
});

test('the offending input is quoted as JSON, control characters and all', t => {
  t.throws(() => parseMac('a"\n'), {
    message: 'MAC address: expected six colon-separated octets, got "a\\"\\n"',
  });
});
