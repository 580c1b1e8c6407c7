/** Any number of answers is counted in bounded time and memory, until interrupted. */

import {
  arpProbe,
  broadcastFrame,
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  encodeArpPacket,
  encodeEthernetFrame,
  type MacAddress,
  parseIpv4,
  parseIpv6,
  parseMac,
  taughtMac,
  unsolicitedNa,
  VipError,
} from '@vip/arp';
import type {CapturedFrame} from '@vip/arp/link';
import {
  type AskingLink,
  askWho,
  hostsOf,
  kinshipOf,
  MAX_ANSWERERS,
  type NumberedAnswer,
} from '@vip/core/internal';
import {whereabouts} from '@vip/core/internal/verify';
import test from 'ava';

const VIP = parseIpv4('10.3.2.200');
const OWN = parseMac('02:00:00:00:00:01');

const frame = (at: number, bytes: Uint8Array, own: boolean): CapturedFrame => ({
  at: BigInt(at),
  bytes,
  length: bytes.length,
  own,
});

const question = (at: number) => frame(at, broadcastFrame(arpProbe(VIP, OWN)), true);

const macOf = (number: number) =>
  parseMac(
    `02:01:${number
      .toString(16)
      .padStart(8, '0')
      .replaceAll(/(..)(?=.)/g, '$1:')}`,
  );

function answer(at: number, number: number, ip = VIP): CapturedFrame {
  const mac = macOf(number);
  const packet = {operation: 'reply', senderMac: mac, senderIp: ip, targetMac: OWN, targetIp: VIP} as const;
  const bytes = encodeEthernetFrame({
    ...{destination: OWN, source: mac, tags: [], etherType: ETHER_TYPE_ARP},
    payload: encodeArpPacket(packet),
  });
  return frame(at, bytes, false);
}

/** A link that delivers these batches, and then waits to be closed. */
function linkWith(batches: Iterable<readonly CapturedFrame[]>, failure?: VipError): AskingLink {
  let close = () => {};
  const closed = new Promise<void>(resolve => {
    close = resolve;
  });
  return {
    mac: OWN,
    send() {},
    async *batches() {
      yield* batches;
      if (failure !== undefined) throw failure;
      await closed;
    },
    async close() {
      close();
    },
    statistics: () => ({dropped: 7}),
  };
}

const once = {ip: VIP, rounds: 1, waitMs: 1};

test('each MAC is counted once per question, whichever was first', async t => {
  const heard = [
    [answer(0, 9), question(100), answer(130, 1), answer(150, 2), answer(160, 1)],
    [question(200), answer(210, 2), answer(240, 1), answer(250, 3, parseIpv4('10.3.2.1'))],
    [question(300), answer(390, 1), question(400), answer(405, 1)],
  ];
  const {answerers, uncounted, dropped} = await askWho(linkWith(heard), once);
  t.deepEqual(
    answerers.map(({mac, answered, first, quickestNs}) => [mac, answered, first, quickestNs]),
    [
      [macOf(1), 4, 3, 5n],
      [macOf(2), 2, 1, 10n],
    ],
  );
  t.deepEqual([uncounted, dropped], [0, 7]);
});

test('an IPv6 address is requested by solicitations, and the advertisements are its answers', async t => {
  const ip = parseIpv6('fd00:3:2::200');
  const sender = parseIpv6('fe80::1');
  const sent: Uint8Array[] = [];
  const advertised = (number: number, at: number) =>
    frame(at, unsolicitedNa({ip, mac: macOf(number)}), false);
  const asked = frame(100, whereabouts(ip, OWN, []), true);
  const link = linkWith([[advertised(9, 0), asked, advertised(1, 130), advertised(2, 140)]]);
  const sending = {...link, send: (bytes: Uint8Array) => sent.push(bytes)};
  const {answerers} = await askWho(sending, {...once, ip, sender});
  t.deepEqual(
    answerers.map(({mac, first, quickestNs}) => [mac, first, quickestNs]),
    [
      [macOf(1), 1, 30n],
      [macOf(2), 0, 40n],
    ],
  );
  const packets = sent.map(bytes => decodeDiscoveryPacket(decodeEthernetFrame(bytes).payload));
  t.deepEqual(
    packets.map(({source, message}) => [source, message.type, message.target, taughtMac(message)]),
    [
      [sender, 'solicitation', parseIpv6('2001:db8::1'), OWN],
      [sender, 'solicitation', ip, OWN],
    ],
  );
});

test('a flood of answers from ever more MACs takes linear time and bounded memory', async t => {
  const flood = function* () {
    yield [question(0)];
    for (let number = 0; number < 400_000; number += 1000) {
      yield Array.from({length: 1000}, (_, index) => answer(1 + number, number + index));
    }
  };
  const {answerers, uncounted} = await askWho(linkWith(flood()), once);
  t.is(answerers.length, MAX_ANSWERERS);
  t.is(uncounted, 400_000 - MAX_ANSWERERS);
});

test('a link that ends early ends the requests immediately, with its reason', async t => {
  const gone = new VipError('NO_INTERFACE', 'capture eth0: interface disappeared');
  const error = await t.throwsAsync(askWho(linkWith([], gone), {...once, rounds: 10, waitMs: 1e9}));
  t.is(error, gone);
});

test('an aborted caller does not wait', async t => {
  const controller = new AbortController();
  const asking = askWho(linkWith([]), {...once, rounds: 10, waitMs: 1e9, signal: controller.signal});
  const reason = new Error('enough');
  controller.abort(reason);
  const error = await t.throwsAsync(asking);
  t.is(error?.cause, reason);
});

/** Answers to every other request, starting with the first or the second. */
const numbered = (first: number, ...identifications: number[]): NumberedAnswer[] =>
  identifications.map((identification, index) => ({question: first + 2 * index, identification}));

for (const [kinship, how, one, other] of [
  ['one-host', 'one counter', [10, 12, 15, 17, 20], [11, 14, 16, 19, 21]],
  ['one-host', 'one counter that begins anew', [65530, 65533, 65535, 2, 5], [65532, 65534, 1, 4, 6]],
  ['two-hosts', 'a counter each', [10, 12, 15, 17, 20], [40011, 40012, 40016, 40019, 40021]],
  ['two-hosts', 'counters that happen to be near', [10, 12, 15, 17, 20], [1, 3, 5, 6, 8]],
  ['unknown', 'no numbers', [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
  ['unknown', 'numbers at random', [10, 12, 15, 17, 20], [9, 50_000, 300, 40_000, 7]],
  ['unknown', 'too few answers', [10, 12, 15, 17, 20], [11, 14]],
  ['unknown', 'no answer', [10, 12, 15, 17, 20], []],
] as const)
  test(`two MACs whose echoes have ${how}: ${kinship}`, t => {
    t.is(kinshipOf(numbered(1, ...one), numbered(2, ...other)), kinship);
  });

test('of three MACs of two hosts, the dissimilar one is a separate host, and nothing is certain about a silent one', t => {
  const [a, b, c] = [macOf(1), macOf(2), macOf(3)];
  const answers = new Map([
    [a, numbered(1, 10, 12, 15, 17, 20)],
    [b, numbered(2, 11, 14, 16, 19, 21)],
    [c, numbered(2, 40_011, 40_014, 40_016, 40_019, 40_021)],
  ]);
  const kinship = (one: MacAddress, other: MacAddress) =>
    kinshipOf(answers.get(one) ?? [], answers.get(other) ?? []);
  const told = hostsOf([a, c, b], kinship);
  t.deepEqual([[...told.of.values()], told.isCertain], [[1, 2, 1], true]);
  answers.delete(c);
  const untold = hostsOf([a, c, b], kinship);
  t.deepEqual([[...untold.of.values()], untold.isCertain], [[1, 2, 1], false]);
});
