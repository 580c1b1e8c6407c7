import {
  announcementFrames,
  broadcastFrame,
  type IpAddress,
  type MacAddress,
  parseIp,
  parseIpv4,
  parseIpv6,
  parseMac,
  unsolicitedNa,
  vlanTag,
  ZERO_MAC,
} from '@vip/arp';
import {cluesOf, echoQuestion, whereabouts} from '@vip/core/internal/verify';
import test from 'ava';

const OURS = parseMac('02:00:00:00:00:11');
const OLD = parseMac('02:00:00:00:00:10');
const THEIRS = parseMac('02:00:00:00:00:50');
const VIP = parseIpv4('10.3.2.200');
const NEIGHBOUR = parseIpv4('10.3.2.50');
const PLAIN = {identifier: 7, tags: []};

/** An answer is the request with another type. Its checksum is not examined. */
function answer(
  from: IpAddress,
  to: IpAddress,
  destination: MacAddress,
  tags = PLAIN.tags as [],
): Uint8Array {
  const frame = echoQuestion({source: THEIRS, destination, tags, from, to, identifier: 7, sequence: 3});
  frame[frame.length - 64] = from.includes(':') ? 129 : 0;
  return frame;
}

test('an answer shows the MAC that its sender holds', t => {
  const delivery = {kind: 'delivery', from: NEIGHBOUR, to: VIP, heldMac: OLD, senderMac: THEIRS, sequence: 3};
  t.deepEqual(cluesOf(answer(NEIGHBOUR, VIP, OLD), PLAIN) as unknown, [delivery]);
  const [from, to] = [parseIp('fd00::50'), parseIp('fd00::200')];
  t.deepEqual(cluesOf(answer(from, to, OURS), PLAIN) as unknown, [{...delivery, from, to, heldMac: OURS}]);
});

test("others' pings and their answers are packets like any other", t => {
  const [clue] = cluesOf(answer(NEIGHBOUR, VIP, OLD), {...PLAIN, identifier: 8});
  t.false('sequence' in (clue ?? {}));
});

test('a request shows where its sender is, and which address it asks for', t => {
  const question = {operation: 'request', senderMac: THEIRS, targetMac: ZERO_MAC} as const;
  const frame = broadcastFrame({...question, senderIp: NEIGHBOUR, targetIp: VIP});
  t.deepEqual(cluesOf(frame, PLAIN) as unknown, [
    {kind: 'whereabouts', ip: NEIGHBOUR, mac: THEIRS},
    {kind: 'interest', ip: VIP, from: NEIGHBOUR, asks: true},
  ]);
});

test('an announcement shows no interest in the address, and a probe shows nothing', t => {
  const [request = new Uint8Array()] = announcementFrames({ip: NEIGHBOUR, mac: THEIRS});
  t.deepEqual(cluesOf(request, PLAIN) as unknown, [{kind: 'whereabouts', ip: NEIGHBOUR, mac: THEIRS}]);
  t.deepEqual(cluesOf(whereabouts(NEIGHBOUR, OURS, []), PLAIN), []);
  const advertised = cluesOf(unsolicitedNa({ip: parseIpv6('fd00::50'), mac: THEIRS}), PLAIN);
  t.like(advertised[0], {kind: 'whereabouts', ip: 'fd00::50', mac: THEIRS});
  const detection = cluesOf(whereabouts(parseIp('fd00::50'), OURS, []), PLAIN);
  t.false(detection.some(({kind}) => kind !== 'delivery'));
});

test('another VLAN is another network, but another priority is not', t => {
  const frame = (id: number) =>
    broadcastFrame(
      {operation: 'reply', senderMac: THEIRS, senderIp: NEIGHBOUR, targetMac: OURS, targetIp: VIP},
      [vlanTag(id)],
    );
  t.is(cluesOf(frame(10), PLAIN).length, 0);
  t.is(cluesOf(frame(10), {...PLAIN, tags: [vlanTag(10)]}).length, 2);
  t.is(cluesOf(frame(0), PLAIN).length, 2);
});

test('an unreadable frame shows nothing', t => {
  const whole = answer(NEIGHBOUR, VIP, OLD);
  for (let length = 0; length < 42; length++) t.deepEqual(cluesOf(whole.subarray(0, length), PLAIN), []);
});
