/**
 * Every verdict, from captures made by hand, beside the healthy capture that is closest to it.
 */

import {createCollector, exitCodeOf, formatExplanation, type VerdictName} from '@vip/analysis/internal';
import {framesOf} from '@vip/analysis/internal/findings';
import {PROTOCOL_ICMP, parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import {A, A_IP, B, B_IP, CLIENT, CLIENT_IP, Scene, VIP} from '../../helpers/scene.js';

const OTHER = parseMac('02:00:00:00:00:99');
const SECOND = parseMac('02:00:00:00:00:51');
const SECOND_IP = parseIpv4('10.3.2.51');

/** The client knows A, which answers it. */
function steady(untilMs = 3000): Scene {
  return new Scene().asks(0).answers(0.1, A).talk(1, untilMs, A);
}

const verdict = test.macro({
  exec(t, scene: Scene, expected: VerdictName) {
    const explanations = scene.explain([VIP]);
    t.is(explanations.length, 1);
    const [explanation] = explanations;
    t.is(explanation?.finding.code, expected, explanation?.finding.evidence);
    if (explanation === undefined) return;
    const {finding} = explanation;
    t.regex(finding.evidence, /\.$/);
    t.is(finding.remedy === '', expected === 'HEALTHY');
    for (const frame of framesOf(finding)) t.true(frame >= 1 && frame <= scene.frames.length);
    t.is(exitCodeOf([finding]), expected === 'HEALTHY' ? 0 : expected === 'CANNOT_TELL' ? 3 : 1);
  },
  title: (name = '', _scene, expected) => `${expected}: ${name}`,
});

test(
  'the move is announced, and the client follows',
  verdict,
  steady().garp(5000, B).talk(5001, 8000, B),
  'HEALTHY',
);

test('one owner has it all the time', verdict, steady(), 'HEALTHY');

test(
  'it moves there and back, and both moves are announced',
  verdict,
  steady().garp(5000, B).talk(5001, 9000, B).garp(10_000, A).talk(10_001, 13_000, A),
  'HEALTHY',
);

test(
  'nothing is announced, and the client asks by itself after seconds',
  verdict,
  steady().talk(5000, 9000, A, false).asks(9000).answers(9000.1, B).talk(9001, 11_000, B),
  'NO_ANNOUNCEMENT',
);

test(
  'it is announced only after every client has found out by itself',
  verdict,
  steady()
    .talk(5000, 9000, A, false)
    .vrrp(5000, B, B_IP, 100)
    .asks(9000)
    .answers(9000.1, B)
    .talk(9001, 11_000, B)
    .garp(12_000, B),
  'NO_ANNOUNCEMENT',
);

test(
  'the first owner has it again without an announcement',
  verdict,
  steady()
    .garp(5000, B)
    .talk(5001, 8000, B)
    .talk(8000, 11_000, B, false)
    .asks(11_000)
    .answers(11_000.1, A)
    .talk(11_001, 13_000, A),
  'SILENT_FAILBACK',
);

test(
  'the first owner is master again without an announcement, and no sender finds out by the end',
  verdict,
  steady()
    .vrrp(0, A, A_IP, 150)
    .vrrp(4900, B, B_IP, 100)
    .garp(5000, B)
    .talk(5001, 8000, B)
    .vrrp(8000, A, A_IP, 150)
    .talk(8001, 11_000, B, false)
    .vrrp(9000, A, A_IP, 150),
  'SILENT_FAILBACK',
);

test(
  'a reply with target ff is ignored, although the last update was long ago',
  verdict,
  steady()
    .garp(5000, B, {operation: 'reply'})
    .talk(5001, 9000, A, false)
    .asks(9000)
    .answers(9000.1, B)
    .talk(9001, 11_000, B),
  'ANNOUNCED_BUT_IGNORED',
);

test(
  'the client never follows',
  verdict,
  steady().garp(5000, B).garp(6100, B).talk(5001, 9000, A, false),
  'ANNOUNCED_BUT_IGNORED',
);

test(
  'the same announcement is believed five seconds later',
  verdict,
  steady().garp(5000, B).talk(5001, 10_000, A, false).garp(10_000, B).talk(10_001, 12_000, B),
  'ANNOUNCED_TOO_EARLY',
);

/** A question of just before the handover, which both owners answer: the new one first, and the old one last. */
function answeredByBoth(mac = CLIENT, ip = CLIENT_IP): Scene {
  return steady()
    .asks(4999, mac, ip)
    .garp(5000, B)
    .answers(5001, B, mac, ip)
    .answers(5030, A, mac, ip)
    .talk(5050, 5400, A, false)
    .garp(5400, B)
    .talk(5401, 8000, B);
}

test(
  'an old owner that answers after the new one has led the client back',
  verdict,
  answeredByBoth(),
  'HEALTHY',
);

test(
  'a late answer to another station did not lead the client back',
  verdict,
  answeredByBoth(SECOND, SECOND_IP),
  'ANNOUNCED_TOO_EARLY',
);

test('a late second answer is noted, with the station that received it', t => {
  const notes = answeredByBoth()
    .explain([VIP])
    .flatMap(explanation => explanation.notes);
  const late = notes.find(({code}) => code === 'LATE_OLD_OWNER');
  t.is(
    late?.evidence,
    `${A} claimed it once more to ${CLIENT_IP}, in frame ${late && framesOf(late)[0]}, which was already on its way.`,
  );
});

test(
  'a form that obeys locktime is announced half a second after an update',
  verdict,
  steady()
    .answers(4500, A)
    .garp(5000, B, {operation: 'reply'})
    .talk(5001, 9000, A, false)
    .asks(9000)
    .answers(9000.1, B)
    .talk(9001, 11_000, B),
  'ANNOUNCED_TOO_EARLY',
);

test(
  'it is announced before the owner answers for it',
  verdict,
  steady()
    .garp(5000, B)
    .asks(5500, SECOND, SECOND_IP)
    .asks(6500, SECOND, SECOND_IP)
    .asks(7500, SECOND, SECOND_IP)
    .answers(7500.1, B, SECOND, SECOND_IP)
    .talk(7501, 9000, B),
  'ANNOUNCED_TOO_EARLY',
);

test(
  'the old owner announces it once more, although it no longer has it',
  verdict,
  steady()
    .garp(5000, B)
    .talk(5001, 6000, B)
    .garp(6000, A)
    .talk(6001, 9000, A, false)
    .asks(9000)
    .answers(9000.1, B)
    .talk(9001, 11_000, B),
  'REPLACED_BY_OLD_OWNER',
);

test(
  'the old owner announces it once more half a minute later',
  verdict,
  steady()
    .garp(5000, B)
    .talk(5001, 40_000, B)
    .garp(40_000, A)
    .talk(40_001, 44_000, A, false)
    .asks(44_000)
    .answers(44_000.1, B)
    .talk(44_001, 46_000, B),
  'REPLACED_BY_OLD_OWNER',
);

test(
  'both answer the same question',
  verdict,
  new Scene().asks(0).answers(0.1, A).answers(0.2, B).talk(1, 3000, A),
  'TWO_OWNERS',
);

test(
  'both announce it in turn',
  verdict,
  steady().garp(5000, B).garp(5100, A).garp(5200, B).garp(5300, A).talk(5301, 8000, A),
  'TWO_OWNERS',
);

test(
  'another machine claims it while its master continues to advertise',
  verdict,
  steady()
    .vrrp(0, A, A_IP, 150)
    .vrrp(4000, A, A_IP, 150)
    .garp(5000, OTHER)
    .talk(5001, 9000, OTHER)
    .vrrp(5001, A, A_IP, 150)
    .vrrp(9000, A, A_IP, 150),
  'TWO_OWNERS',
);

test(
  'it is announced with a MAC other than the source, which does not answer',
  verdict,
  steady().garp(5000, OTHER, {source: B}).talk(5001, 8000, OTHER, false),
  'WRONG_SENDER_MAC',
);

test(
  'it is announced with a MAC other than the source, which answers',
  verdict,
  steady().garp(5000, OTHER, {source: B}).talk(5001, 8000, OTHER),
  'HEALTHY',
);

test(
  'clients send to the right MAC, and its owner does not answer, but advertises',
  verdict,
  steady()
    .vrrp(0, A, A_IP, 150)
    .vrrp(5000, B, B_IP, 100)
    .garp(5000.1, B)
    .talk(5001, 9000, B, false)
    .vrrp(6000, B, B_IP, 100)
    .vrrp(7000, B, B_IP, 100)
    .vrrp(8000, B, B_IP, 100)
    .vrrp(9000, B, B_IP, 100),
  'SWITCH_STALE',
);

test(
  'the only owner stops answering, but continues to advertise',
  verdict,
  [0, 1, 2, 3, 4, 5, 6].reduce(
    (scene, second) => scene.vrrp(1000 * second + 1, A, A_IP, 150),
    steady().talk(3000, 6000, A, false),
  ),
  'OUTAGE',
);

test(
  'the only owner stops answering, and advertises only before and afterwards',
  verdict,
  steady().vrrp(0, A, A_IP, 150).talk(3000, 6000, A, false).vrrp(6001, A, A_IP, 150),
  'OUTAGE',
);

test('the only owner falls silent altogether', verdict, steady().talk(3000, 6000, A, false), 'OUTAGE');

test(
  'the capture contains nothing but the announcements',
  verdict,
  new Scene().garp(0, A).garp(5000, B),
  'CANNOT_TELL',
);

test('no question is ever answered', verdict, new Scene().asks(0).asks(1000), 'CANNOT_TELL');

test(
  'no frame is about the address',
  verdict,
  new Scene().ip(0, [A, A_IP], [CLIENT, CLIENT_IP], PROTOCOL_ICMP, new Uint8Array(8)),
  'CANNOT_TELL',
);

test('an address announced in a VLAN where it has no traffic is a VLAN mismatch', t => {
  const scene = steady()
    .garp(5000, B, {where: {iface: 'eth0', vlan: 7}})
    .talk(5001, 8000, A, false);
  const verdicts = scene.explain([VIP]).map(({finding}) => finding.code);
  t.deepEqual(verdicts, ['VLAN_MISMATCH', 'VLAN_MISMATCH']);
});

test('one address in two VLANs is two addresses', t => {
  const other = {iface: 'eth0', vlan: 7};
  const scene = steady()
    .asks(1, SECOND, SECOND_IP, other)
    .answers(1.1, B, SECOND, SECOND_IP, other)
    .talk(2, 8000, B, true, other)
    .garp(5000, B, {where: other})
    .garp(5000.1, A)
    .talk(5001, 8000, A);
  const explained = scene.explain([VIP]);
  t.deepEqual(
    explained.map(({finding, handovers}) => [finding.code, handovers.length]),
    [
      ['HEALTHY', 0],
      ['HEALTHY', 0],
    ],
  );
});

test('two masters that alternate as VRRP requires are flapping, not two owners, however short their turns', t => {
  const scene = new Scene();
  let ms = 0;
  for (let turn = 0; turn < 6; turn++) {
    const [mac, ip, priority] = turn % 2 === 0 ? ([A, A_IP, 150] as const) : ([B, B_IP, 120] as const);
    scene.vrrp(ms, mac, ip, priority).garp(ms + 1, mac);
    scene
      .talk(ms + 2, ms + 2900, mac)
      .vrrp(ms + 1000, mac, ip, priority)
      .vrrp(ms + 2000, mac, ip, priority);
    ms += 3000;
    // Its check fails, so the other need only wait for its skew time.
    if (mac === A) scene.vrrp(ms - 500, mac, ip, 50);
  }
  const [explanation] = scene.explain([VIP]);
  t.is(explanation?.finding.code, 'FLAPPING', explanation?.finding.evidence);
  t.is(explanation?.handovers.length, 5);
});

test('the outage of one lost question is called less than the time between its neighbours, not 0 ms', t => {
  const scene = steady(3000).talk(3001, 3100, A, false).talk(3101, 5000, A);
  const [explanation] = scene.explain([VIP]);
  const told =
    explanation === undefined ? '' : formatExplanation('capture', factsOf(scene), [explanation]).join(' ');
  t.regex(told, /less than 200 ms/);
  t.notRegex(told, /(?<![\d.])0 ms/);
});

function factsOf(scene: Scene) {
  const collector = createCollector({ips: [VIP]});
  collector.take(scene.frames);
  return collector.facts();
}
