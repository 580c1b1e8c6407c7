/**
 * Mistakes of other programs, each with the program's name.
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createCollector, judge} from '@vip/analysis/internal';
import {encodeCarpPacket, PROTOCOL_VRRP, parseIpv4, parseMac, VRRP_GROUP} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import test from 'ava';
import {concat} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {runTool} from '../helpers/run-tool.js';
import {
  A,
  A_IP,
  B,
  B_IP,
  BROADCAST,
  CLIENT,
  CLIENT_IP,
  Scene,
  VIP,
  VMAC,
  VRRP_MAC,
  ZERO,
} from '../helpers/scene.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const PROBER = parseMac('02:00:00:00:00:77');
const NOBODY = parseIpv4('0.0.0.0');

function healthy(): Scene {
  return new Scene()
    .asks(0)
    .answers(0.1, A)
    .talk(1, 3000, A)
    .garp(5000, B)
    .garp(5000.1, B)
    .talk(5001, 8000, B);
}

function only(scene: Scene) {
  const [explanation, ...others] = scene.explain([VIP]);
  if (explanation === undefined || others.length > 0) throw new Error('expected one address');
  return explanation;
}

testWith('tshark')(
  'trap: tshark marks each announcement of a healthy failover as a duplicate; vip marks none',
  t => {
    const scene = healthy().garp(10_000, B);
    const file = join(temporaryDirectory(t), 'healthy.pcapng');
    const packets = scene.frames.map(frame => encodeEnhancedPacket(frame, 0));
    writeFileSync(
      file,
      concat(encodeSectionHeader({}), encodeInterfaceDescription({name: 'eth0'}), ...packets),
    );
    const shown = runTool(
      'tshark',
      '-n',
      '-r',
      file,
      '-Y',
      'arp.duplicate-address-detected',
      '-T',
      'fields',
      '-e',
      'frame.number',
    );
    t.is(shown.stdout.trim().split('\n').length, 3);
    const {finding, handovers, address} = only(scene);
    t.is(finding.code, 'HEALTHY');
    t.is(handovers.length, 1);
    t.false(address.interests.includes('conflict'));
  },
);

test('trap: arping -D probes with target ff, and RFC 5227 with zero; both are probes and claim nothing', t => {
  const probe = {operation: 'request', senderMac: PROBER, senderIp: NOBODY, targetIp: VIP} as const;
  const scene = healthy()
    .arp(8000, {...probe, targetMac: BROADCAST})
    .arp(8100, {...probe, targetMac: ZERO});
  const {finding, address, handovers} = only(scene);
  t.is(finding.code, 'HEALTHY');
  t.is(handovers.length, 1);
  t.deepEqual(
    address.probes.map(({mac}) => mac),
    [PROBER, PROBER],
  );
  t.false(address.claimants.some(({mac}) => mac === PROBER));
});

test("trap: keepalived's use_vmac sends requests from the node's own MAC, which is neither a move nor a conflict", t => {
  const question = {operation: 'request', senderIp: VIP, targetMac: ZERO, targetIp: CLIENT_IP} as const;
  const scene = new Scene()
    .vrrp(0, A, A_IP, 150, VMAC)
    .garp(1, VMAC)
    .arp(2, {...question, senderMac: A})
    .talk(3, 3000, VMAC)
    .arp(1500, {...question, senderMac: A})
    .vrrp(1000, A, A_IP, 150, VMAC)
    .vrrp(2000, A, A_IP, 150, VMAC);
  const {finding, handovers, address} = only(scene);
  t.is(finding.code, 'HEALTHY');
  t.is(handovers.length, 0);
  t.false(address.interests.includes('conflict'));
});

test('a failover with a virtual MAC changes the master, but no MAC', t => {
  const scene = new Scene()
    .vrrp(0, A, A_IP, 150, VMAC)
    .garp(1, VMAC)
    .talk(3, 3000, VMAC)
    .vrrp(1000, A, A_IP, 150, VMAC)
    .vrrp(6000, B, B_IP, 100, VMAC)
    .garp(6001, VMAC)
    .talk(6002, 9000, VMAC);
  const {finding, handovers} = only(scene);
  t.is(finding.code, 'HEALTHY');
  t.deepEqual(
    handovers.map(({handover}) => [handover.keepsMac, handover.from, handover.to]),
    [[true, VMAC, VMAC]],
  );
});

test('trap: CARP is not VRRP with seven addresses, although tshark and tcpdump print it so', t => {
  const digest = Uint8Array.from({length: 20}, (_, index) => 0xa0 + index);
  const payload = encodeCarpPacket({
    ...{virtualHostId: 51, advertisementSkew: 50, advertisementBase: 1, demotion: 0, counter: 7n, digest},
  });
  const scene = healthy().ip(100, [VMAC, A_IP], [VRRP_MAC, VRRP_GROUP], PROTOCOL_VRRP, payload);
  const collector = createCollector();
  collector.take(scene.frames);
  const facts = collector.facts();
  t.like(facts.routers[0], {protocol: 'CARP', id: 51, addresses: []});
  t.deepEqual(
    facts.addresses.map(({ip}) => ip),
    [VIP],
  );
});

test('trap: a node whose daemon was killed with -9 keeps the address, and answers until its neighbours follow the new owner', t => {
  const late = parseIpv4('10.3.2.60');
  const lateMac = parseMac('02:00:00:00:00:60');
  const scene = new Scene().asks(0).answers(0.1, A).asks(1, lateMac, late).answers(1.1, A, lateMac, late);
  for (let ms = 100; ms < 5000; ms += 100) {
    scene.ping(ms, A).pong(ms + 1, A);
    scene.ping(ms + 2, A, lateMac, late).pong(ms + 3, A, lateMac, late);
  }
  scene.vrrp(0, A, A_IP, 150).vrrp(4990, B, B_IP, 100).garp(5000, B);
  scene.ping(5000.5, A, lateMac, late).pong(5000.8, A, lateMac, late).talk(5001, 8000, B);
  for (let ms = 5005; ms < 8000; ms += 100) scene.ping(ms, B, lateMac, late).pong(ms + 1, B, lateMac, late);
  const {finding, handovers} = only(scene);
  t.is(finding.code, 'HEALTHY', finding.evidence);
  t.is(handovers[0]?.handover.dark, undefined, 'nobody was left without an answer');
});

test('trap: a truncated record is read as far as it goes', t => {
  const scene = healthy();
  const collector = createCollector();
  // For years, libpcap's own default was 68 octets; an ARP packet has 42.
  collector.take(scene.frames.map(frame => ({...frame, bytes: frame.bytes.subarray(0, 42)})));
  const [explanation] = judge(collector.facts());
  t.is(explanation?.finding.code, 'HEALTHY');
  const short = createCollector();
  short.take(scene.frames.map(frame => ({...frame, bytes: frame.bytes.subarray(0, 30)})));
  t.deepEqual(judge(short.facts()), []);
  t.true(short.facts().unreadable > 0);
});

test('a gratuitous ARP from a booting machine is no failover', t => {
  const scene = new Scene().garp(0, A).talk(1, 500, A).garp(1100, A);
  const [explanation] = scene.explain();
  t.is(explanation?.finding.code, 'HEALTHY');
  t.is(explanation?.handovers.length, 0);
});

test('traffic that is never answered, such as syslog, says nothing about the failover', t => {
  const scene = new Scene().garp(0, A).talk(1, 3000, A, false).garp(5000, B).talk(5001, 9000, B, false);
  const {finding, address} = only(scene);
  t.is(finding.code, 'CANNOT_TELL', finding.evidence);
  t.deepEqual(address.dark, []);
});

test('frames in flight at the announcement cast no doubt on it', t => {
  const scene = new Scene()
    .asks(0)
    .answers(0.1, A)
    .talk(1, 5000, A)
    .garp(5000, B)
    .ping(5000.2, A)
    .talk(5001, 8000, B);
  t.is(only(scene).finding.code, 'HEALTHY');
});

test('of two clients, the one that never follows decides the verdict', t => {
  const scene = healthy();
  for (let ms = 100; ms < 8000; ms += 100) {
    const answered = ms < 3000;
    scene.ping(ms, A, PROBER, parseIpv4('10.3.2.77'));
    if (answered) scene.pong(ms + 1, A, PROBER, parseIpv4('10.3.2.77'));
  }
  const {finding} = only(scene);
  t.is(finding.code, 'ANNOUNCED_BUT_IGNORED');
  t.regex(finding.evidence, /10\.3\.2\.77/);
});

test('several virtual IPs and several failovers are distinguished', t => {
  const other = parseIpv4('10.3.2.201');
  const scene = healthy()
    .garp(10_000, A)
    .talk(10_001, 12_000, A)
    .garp(20, A, {senderIp: other, targetIp: other})
    .garp(5100, B, {senderIp: other, targetIp: other});
  const found = scene.explain().map(({address, handovers}) => [address.ip, handovers.length]);
  t.deepEqual(found.sort(), [
    [VIP, 2],
    [other, 1],
  ]);
  t.is(CLIENT.length, 17);
});
