/** Sentences that were once false, each with a capture that showed it. */

import {createCollector, formatBrief, formatExplanation, judge} from '@vip/analysis/internal';
import {framesOf} from '@vip/analysis/internal/findings';
import {type MacAddress, parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import {A, A_IP, B, B_IP, CLIENT, CLIENT_IP, Scene, VIP} from '../../helpers/scene.js';
import {type Segment, segmentMessage} from '../../kinds/wire/transport.js';

const ROUTER = parseMac('02:00:00:00:00:99');
const OTHER_VIP = parseIpv4('10.3.2.201');

/** The client knows A, which answers it. */
function steady(untilMs = 3000): Scene {
  return new Scene().asks(0).answers(0.1, A).talk(1, untilMs, A);
}

/** The whole text as one line, and the first line. */
function told(scene: Scene, ips = [VIP]) {
  const collector = createCollector({ips});
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const capture = collector.facts();
  const explanations = judge(capture);
  const [first] = explanations;
  if (first === undefined) throw new Error('nothing was explained');
  const text = formatExplanation('capture', capture, explanations).join('\n').replace(/\s+/g, ' ');
  return {first, brief: formatBrief(first), text};
}

/** A segment of one conversation between the client and the address. */
function segment(scene: Scene, ms: number, isToVip: boolean, more: Partial<Segment>): Scene {
  const ends = isToVip ? {source: CLIENT_IP, destination: VIP} : {source: VIP, destination: CLIENT_IP};
  const ports = isToVip
    ? {sourcePort: 40_000, destinationPort: 873}
    : {sourcePort: 873, destinationPort: 40_000};
  const fields = {...ports, sequence: 0, acknowledgment: 0, flags: 'A', length: 0, ...more};
  const {protocol, payload} = segmentMessage(ends, fields);
  const [from, to] = isToVip
    ? ([
        [CLIENT, CLIENT_IP],
        [A, VIP],
      ] as const)
    : ([
        [A, VIP],
        [CLIENT, CLIENT_IP],
      ] as const);
  return scene.ip(ms, from, to, protocol, payload);
}

/** A connection is opened, and `count` segments of 100 octets are sent, 20 ms apart; number `lost` is lost, and sent again after 215 ms. */
function uploadWithout(lost: number, count: number): Scene {
  const scene = new Scene().asks(0).answers(0.1, A).garp(0.2, A);
  segment(scene, 1, true, {flags: 'S', sequence: 999});
  segment(scene, 1.2, false, {flags: 'SA', sequence: 4999, acknowledgment: 1000});
  for (let index = 0; index < count; index++) {
    const ms = 10 + 20 * index;
    const sequence = 1000 + 100 * index;
    segment(scene, ms, true, {flags: 'PA', sequence, acknowledgment: 5000, length: 100});
    const isBeyond = index > lost && ms < 10 + 20 * lost + 215;
    if (index !== lost)
      segment(scene, ms + 1, false, {
        ...{sequence: 5000, acknowledgment: isBeyond ? 1000 + 100 * lost : sequence + 100},
      });
  }
  const again = 10 + 20 * lost + 215;
  segment(scene, again, true, {flags: 'PA', sequence: 1000 + 100 * lost, acknowledgment: 5000, length: 100});
  return segment(scene, again + 0.5, false, {sequence: 5000, acknowledgment: 1000 + 100 * (lost + 11)});
}

test('a lost segment counts as one, although all later ones are acknowledged only after its retransmission', t => {
  const {first, brief, text} = told(uploadWithout(50, 100));
  t.is(first.finding.code, 'HEALTHY');
  t.notRegex(brief, /dark/);
  t.deepEqual(
    first.address.dark.map(({questions}) => questions),
    [1],
  );
  t.regex(text, /no answer for 40 ms: 1 question in frame/);
});

test('a segment that is lost and answered when retransmitted is no outage in the first line', t => {
  const scene = steady(10_000).ping(10_010, A).talk(10_210, 20_000, A);
  const {first, brief} = told(scene);
  t.is(first.finding.code, 'HEALTHY');
  t.notRegex(brief, /dark/);
});

test('a loss shortly before the end is reported, although an earlier question may still be answered', t => {
  const stranger = parseMac('02:00:00:00:00:77');
  const scene = new Scene()
    .asks(0)
    .answers(0.1, A)
    .talk(1, 400, A)
    .asks(350, stranger, parseIpv4('10.3.2.77'))
    .ping(450, A)
    .garp(460, B)
    .talk(500, 900, B);
  const {text} = told(scene);
  t.regex(text, /there was no answer for \d+ ms: 1 question in frame/);
  t.notRegex(text, /Every question was answered/);
});

test('a capture of one instant is dated, and has no length', t => {
  const {text} = told(new Scene().garp(5, A));
  t.regex(text, /1 frame, at 2026-01-01 00:00:00\.005 UTC/);
  t.notRegex(text, /0 ms/);
});

test('the time without questions is reported up to the next question, not to its answer', t => {
  const scene = steady(2000).garp(6000, B).talk(9000, 11_000, B);
  const {first, text} = told(scene);
  const frame = scene.frames.findIndex(({at}) => at > (scene.frames[0]?.at ?? 0n) + 8_000_000_000n) + 1;
  t.is(first.finding.code, 'HEALTHY');
  t.regex(text, new RegExp(`Nothing was asked between frames \\d+ and ${frame} \\(`));
});

test('an owner that is gone does not look alive', t => {
  const {first, text} = told(steady().talk(3100, 8000, A, false));
  t.is(first.finding.code, 'OUTAGE');
  t.regex(text, new RegExp(`nothing about the address came from ${A} since`));
  t.notRegex(text, /looks alive/);
});

test('an owner that resolves and serves nobody has not merely failed to announce the address', t => {
  const scene = steady()
    .talk(3100, 9000, A, false)
    .asks(9000)
    .answers(9000.2, ROUTER)
    .talk(9001, 15_000, ROUTER, false);
  const {first} = told(scene);
  t.is(first.finding.code, 'OUTAGE');
  t.notRegex(first.finding.remedy, /did not move|Announce/);
});

test('a router that goes on to the old MAC for a moment was told by the answer to its question all the same', t => {
  const clients = [10, 11, 12].map(last => parseIpv4(`192.168.7.${last}`));
  const scene = new Scene().asks(0, ROUTER).answers(0.1, A, ROUTER);
  const talk = (from: number, until: number, mac: MacAddress, isAnswered: boolean) => {
    for (let ms = from; ms < until; ms += 200) {
      for (const [index, ip] of clients.entries()) {
        scene.ping(ms + index, mac, ROUTER, ip);
        if (isAnswered) scene.pong(ms + index + 0.4, mac, ROUTER, ip);
      }
    }
  };
  talk(1, 3000, A, true);
  talk(3001, 8000, A, false);
  scene.garp(4000, B).asks(7700, ROUTER).answers(7700.2, B, ROUTER);
  talk(8001, 10_000, B, true);
  const {first, text} = told(scene);
  t.is(first.finding.code, 'ANNOUNCED_BUT_IGNORED');
  t.regex(text, /probably ended by the answer to its own question/);
  t.notRegex(text, /something that was not captured/);
});

test('among addresses reported together, the one that was asked comes first, with its own outage', t => {
  const scene = new Scene()
    .garp(0, A)
    .garp(1, A, {senderIp: OTHER_VIP, targetIp: OTHER_VIP})
    .asks(2)
    .answers(2.1, A)
    .talk(3, 3000, A)
    .talk(3100, 6000, A, false)
    .garp(6000, B, {senderIp: OTHER_VIP, targetIp: OTHER_VIP})
    .garp(6001, B)
    .talk(6100, 9000, B);
  const {text} = told(scene, [OTHER_VIP, VIP]);
  t.regex(text, new RegExp(`${VIP} on eth0: HEALTHY, .* dark for \\d+ ms`));
});

test("with two masters, the evidence is the second one's first advertisement, not the beginning of the capture", t => {
  const scene = steady(20_000);
  for (let ms = 0; ms < 20_000; ms += 1000) scene.vrrp(ms + 0.5, A, A_IP, 150);
  for (let ms = 8000; ms < 20_000; ms += 1000) scene.vrrp(ms + 300.5, B, B_IP, 100);
  const {first, brief} = told(scene);
  const ordered = [...scene.frames].sort((a, b) => Number(a.at - b.at));
  const rival = ordered.findIndex(({at}) => at > (ordered[0]?.at ?? 0n) + 8_300_000_000n) + 1;
  t.is(first.finding.code, 'TWO_OWNERS');
  t.is(framesOf(first.finding)[0], rival);
  t.regex(brief, new RegExp(`TWO_OWNERS since 2026-01-01 00:00:08\\.300 UTC.*, frame ${rival}$`));
});

test('a rival with another interval does not change the report about the master', t => {
  const scene = steady(20_000);
  for (let ms = 0; ms < 20_000; ms += 1000) scene.vrrp(ms + 0.5, A, A_IP, 150);
  for (let ms = 8000; ms < 20_000; ms += 3000) scene.vrrp(ms + 300.5, B, B_IP, 100);
  t.regex(told(scene).text, new RegExp(`${A_IP} is master of VRRPv3 51: priority 150, every 1000 ms`));
});

test('questions that were overtaken by answers to later ones are not said to have been answered, however soon the capture ends', t => {
  const lost = steady(2000).ping(2000, A).ping(2001, A).garp(2002, B);
  for (let ms = 2003; ms < 2060; ms += 3) lost.ping(ms, B).pong(ms + 1, B);
  const {first, text} = told(lost);
  t.is(first.finding.code, 'HEALTHY');
  t.notRegex(text, /Every question was answered/);
  const none = steady(2000).garp(2002, B);
  for (let ms = 2003; ms < 2060; ms += 3) none.ping(ms, B).pong(ms + 1, B);
  t.regex(told(none).text, /Every question was answered/);
});

test('an owner that resets every connection has done so since its first reset', t => {
  const scene = new Scene().asks(0).answers(0.1, A);
  for (let turn = 0; turn < 12; turn++) {
    const sequence = 1000 * (turn + 1);
    segment(scene, 100 + 500 * turn, true, {sequence, flags: 'S'});
    segment(scene, 100.3 + 500 * turn, false, {acknowledgment: sequence + 1, flags: 'RA'});
  }
  const {first, brief} = told(scene);
  t.is(first.finding.code, 'REFUSED');
  t.deepEqual(framesOf(first.finding), [4]);
  t.regex(brief, /REFUSED since .*, frame 4$/);
});

test('an address is not called healthy if the snap length cut off what was asked of it, before the header of TCP', t => {
  const scene = new Scene().asks(0).answers(0.1, A);
  for (let turn = 0; turn < 40; turn++) segment(scene, 100 + 100 * turn, true, {sequence: 1, length: 20});
  const toIp = 14 + 20;
  const cut = (octets: number) => {
    const {frames} = scene;
    const shortened = frames.map(frame => ({...frame, bytes: frame.bytes.subarray(0, Math.max(octets, 42))}));
    return told(Object.assign(new Scene(), {frames: shortened}));
  };
  const {first, text} = cut(toIp + 8);
  t.is(first.finding.code, 'CANNOT_TELL');
  t.regex(text, /40 packets to it were cut off by the snap length/);
  t.notRegex(cut(toIp + 20).text, /snap length/);
});

test('an address is not called healthy if the snap length cut off an advertisement inside its authentication header', t => {
  const scene = new Scene().asks(0).answers(0.1, A).vrrp(0.5, A, A_IP, 150).talk(1, 4000, A);
  const [protocolAt, authenticated, inHeader] = [14 + 9, 51, 14 + 20 + 8];
  const frames = scene.frames.map(frame => {
    if (frame.bytes[protocolAt] !== 112) return frame;
    const bytes = frame.bytes.slice(0, inHeader);
    bytes[protocolAt] = authenticated;
    return {...frame, bytes};
  });
  t.is(told(scene).first.finding.code, 'HEALTHY');
  const {first, text} = told(Object.assign(new Scene(), {frames}));
  t.is(first.finding.code, 'CANNOT_TELL');
  t.regex(text, /Truncated by the snap length before the relevant fields: 1 frame\./);
});
