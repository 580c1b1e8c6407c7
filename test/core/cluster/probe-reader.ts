/** Pings are read from captured frames. */

import type {FrameEvent} from '@vip/analysis';
import {encodeEthernetFrame, encodeIcmp, encodeIpv4Packet, parseIp, parseIpv4, parseMac} from '@vip/arp';
import {ProbeReader} from '@vip/core/internal/cluster';
import test from 'ava';

const VIP = parseIp('10.3.2.200');
const STREAM = {node: 'c', vip: VIP, stream: 'probe', number: 1};
const [own, other] = [parseMac('02:00:00:00:00:12'), parseMac('02:00:00:00:00:10')];

function echo(
  type: 'echo-request' | 'echo-reply',
  identifier: number,
  sequence: number,
  at: number,
  number = 1,
): FrameEvent {
  const isRequest = type === 'echo-request';
  const [source, destination] = isRequest ? ['10.3.2.212', '10.3.2.200'] : ['10.3.2.200', '10.3.2.212'];
  const payload = encodeIpv4Packet({
    source: parseIpv4(source as string),
    destination: parseIpv4(destination as string),
    protocol: 1,
    ttl: 64,
    payload: encodeIcmp({type, identifier, sequence: sequence & 0xffff, data: new Uint8Array(56 + number)}),
  });
  const [from, to] = isRequest ? [own, other] : [other, own];
  const octets = encodeEthernetFrame({tags: [], source: from, destination: to, etherType: 0x0800, payload});
  return {
    at: BigInt(at) * 1_000_000n,
    node: 'c',
    kind: 'frame',
    iface: 'vc',
    octets,
    length: octets.length,
    own: isRequest,
  };
}

const read = (reader: ProbeReader, frames: readonly FrameEvent[]) =>
  frames.flatMap(frame => reader.take(frame)).map(({kind, sequence}) => `${kind.slice(6)} ${sequence}`);

test('no ping of a stream is lost before the stream is recognised as ours', t => {
  const reader = new ProbeReader(STREAM);
  const frames = [1, 2, 3, 4, 5, 6].flatMap(n => [
    echo('echo-request', 7, n, 10 * n),
    ...(n === 3 ? [] : [echo('echo-reply', 7, n, 10 * n + 1)]),
  ]);
  t.deepEqual(read(reader, frames), [
    ...['sent 1', 'answered 1', 'sent 2', 'answered 2', 'sent 3', 'sent 4', 'answered 4'],
    ...['sent 5', 'answered 5', 'sent 6', 'answered 6'],
  ]);
});

test('pings of other programs are not taken for ours: a stream that had begun before, and a health check of three pings', t => {
  const reader = new ProbeReader(STREAM);
  const foreign = [40, 41, 42, 43, 44, 45].map(n => echo('echo-request', 99, n, n));
  const check = [1, 2, 3].map(n => echo('echo-request', 50, n, 100 + n));
  const ours = [1, 2, 3, 4, 5].map(n => echo('echo-request', 7, n, 200 + n));
  const late = [4, 5, 6].map(n => echo('echo-request', 50, n, 300 + n));
  t.deepEqual(read(reader, [...foreign, ...check, ...ours, ...late]), [
    'sent 1',
    'sent 2',
    'sent 3',
    'sent 4',
    'sent 5',
  ]);
});

test('sequence numbers continue where those on the wire wrap', t => {
  const reader = new ProbeReader(STREAM);
  const numbers = [1, 2, 3, 4, 5, 30_000, 60_000, 65_535, 65_536, 65_537];
  const said = read(
    reader,
    numbers.map((n, index) => echo('echo-request', 7, n, index)),
  );
  t.deepEqual(said.slice(-3), ['sent 65535', 'sent 65536', 'sent 65537']);
});

test("two observers on one machine do not mistake each other's pings for their own, even with the same identifier", t => {
  const frames = [1, 2, 3, 4, 5].flatMap(n => [
    echo('echo-request', 7, n, 10 * n, 2),
    echo('echo-request', 7, n, 10 * n + 1, 1),
    ...(n === 2 ? [] : [echo('echo-reply', 7, n, 10 * n + 2, 2)]),
    ...(n === 4 ? [] : [echo('echo-reply', 7, n, 10 * n + 3, 1)]),
  ]);
  const answered = (number: number) =>
    read(new ProbeReader({...STREAM, number}), frames).filter(said => said.startsWith('answered'));
  t.deepEqual(answered(1), ['answered 1', 'answered 2', 'answered 3', 'answered 5']);
  t.deepEqual(answered(2), ['answered 1', 'answered 3', 'answered 4', 'answered 5']);
});
