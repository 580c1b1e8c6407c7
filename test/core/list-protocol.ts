/**
 * How a list of sessions is sent from node to node: what each side accepts, and that it accepts nothing else.
 */

import {createHash, createHmac} from 'node:crypto';
import {VipError} from '@vip/arp';
import {
  greetingOf,
  headerOf,
  isAnnounced,
  MAX_LIST_OCTETS,
  newNonce,
  readGreeting,
  readHeader,
  readNonce,
} from '@vip/core/internal/sessions';
import test from 'ava';
import fc from 'fast-check';

const KEY = Buffer.from('k'.repeat(32));
const OTHER = Buffer.from('x'.repeat(32));
const LIST = Buffer.from('10.3.2.200:7000 10.3.2.50:1\n');
const handshake = (listener = '10.0.0.2:7999') => ({
  senderNonce: newNonce(),
  listenerNonce: newNonce(),
  listener,
});

test('a sender that has the key announces a list and is recognised; each proof is an HMAC over both nonces and the listener', t => {
  const own = handshake();
  t.deepEqual(readGreeting(greetingOf(own, KEY), own, KEY), own);
  const header = readHeader(headerOf(LIST, own, KEY), own, KEY);
  t.is(header?.length, LIST.length);
  t.true(header !== undefined && isAnnounced(LIST, header));
  const digest = createHash('sha256').update(LIST).digest('hex');
  const said = ['vip-tickle 1', own.senderNonce, own.listenerNonce, own.listener, `${LIST.length} ${digest}`];
  const mac = createHmac('sha256', KEY).update(said.join('\n')).digest('hex');
  t.is(headerOf(LIST, own, KEY), `${LIST.length} ${digest} ${mac}`);
});

test('with another key, the sender reports the mismatch before it sends anything, and the listener receives no list', t => {
  const own = handshake();
  const error = t.throws(() => readGreeting(greetingOf(own, OTHER), own, KEY), {instanceOf: VipError});
  t.is(error?.code, 'NO_PERMISSION');
  t.is(error?.message, '10.0.0.2:7999: expected a listener with the same key, got another one');
  t.is(readHeader(headerOf(LIST, own, OTHER), own, KEY), undefined);
});

test('a recording cannot be replayed on another connection, to another listener, or in the other direction', t => {
  const own = handshake();
  const recorded = headerOf(LIST, own, KEY);
  t.is(readHeader(recorded, {...own, listenerNonce: newNonce()}, KEY), undefined, 'replay to the listener');
  t.is(readHeader(recorded, {...own, listener: '10.0.0.1:7999'}, KEY), undefined, 'reflection');
  const greeting = greetingOf(own, KEY);
  t.throws(() => readGreeting(greeting, {...own, senderNonce: newNonce()}, KEY), {code: 'NO_PERMISSION'});
  t.throws(() => readGreeting(greeting, {...own, listener: '10.0.0.1:7999'}, KEY), {code: 'NO_PERMISSION'});
  const [, proof] = greeting.split(' ');
  t.is(
    readHeader(`9 ${'0'.repeat(64)} ${proof}`, own, KEY),
    undefined,
    'the proof of one side for the other',
  );
});

test('a list other than the one announced, and one that is too long', t => {
  const own = handshake();
  const header = readHeader(headerOf(LIST, own, KEY), own, KEY);
  t.true(header !== undefined);
  if (header === undefined) return;
  t.false(isAnnounced(LIST.subarray(1), header));
  t.false(isAnnounced(Buffer.from(LIST).fill(0x20, 3, 4), header));
  const long = headerOf(Buffer.alloc(MAX_LIST_OCTETS + 1), own, KEY);
  t.is(readHeader(long, own, KEY), undefined);
});

test('whatever the line, it is refused in the same way', t => {
  const own = handshake();
  const lines = fc.oneof(
    fc.string({unit: 'binary'}),
    fc.stringMatching(/^[0-9a-f]{64}( [0-9a-f]{64})?( [0-9a-f]{64})?$/),
    fc.stringMatching(/^[0-9]{1,9} [0-9a-f]{64} [0-9a-f]{64}$/),
  );
  fc.assert(
    fc.property(lines, line => {
      t.is(readHeader(line, own, KEY), undefined);
      t.throws(() => readGreeting(line, own, KEY), {instanceOf: VipError});
      t.is(readNonce(line), /^[0-9a-f]{64}$/.test(line) ? line : undefined);
    }),
  );
});
