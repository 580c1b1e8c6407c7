/** Addresses of one machine that move at the same moment make one story, whatever their VLANs. */

import {createCollector, formatBriefs, formatExplanation, groupsOf, judge} from '@vip/analysis/internal';
import {type Ipv4Address, parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import {A, B, Scene, VIP} from '../../helpers/scene.js';
import {vlansLeftBehind} from '../../kinds/cases/vlans-together.js';

const OTHER = parseIpv4('172.20.0.9');

/** An announcement every second, by A and from a certain moment on by B. */
function moves(scene: Scene, ip: Ipv4Address, vlan: number, movedAt: number): void {
  for (let ms = 0; ms < 20_000; ms += 1000)
    scene.garp(ms + vlan, ms < movedAt ? A : B, {senderIp: ip, targetIp: ip, where: {vlan}});
}

/** The same, between two machines of this VLAN alone. */
function movesAlone(scene: Scene, vlan: number, movedAt: number): void {
  const octet = vlan.toString(16).padStart(2, '0');
  const ip = parseIpv4(`10.9.${vlan}.1`);
  for (let ms = 0; ms < 20_000; ms += 1000) {
    const mac = parseMac(`02:00:00:${ms < movedAt ? 'aa' : 'bb'}:00:${octet}`);
    scene.garp(ms + vlan, mac, {senderIp: ip, targetIp: ip, where: {vlan}});
  }
}

function told(scene: Scene): {names: string[][]; heads: string[]} {
  const collector = createCollector();
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const capture = collector.facts();
  const explanations = judge(capture);
  const names = groupsOf(explanations).map(group =>
    group.map(({address: {ip, network}}) => `${ip} ${network}`),
  );
  const lines = formatExplanation('x', capture, explanations).join('\n');
  return {names, heads: lines.match(/^\S+ on eth0 VLAN.*(?:\n {2}\S.*)*/gm) ?? []};
}

test('addresses in two VLANs of one interface make one story, and each is named with its VLAN', t => {
  const scene = new Scene();
  moves(scene, VIP, 10, 8000);
  moves(scene, OTHER, 20, 8000);
  const {names, heads} = told(scene);
  t.is(names.length, 1);
  t.deepEqual(names[0]?.toSorted(), [`${VIP} eth0 VLAN 10`, `${OTHER} eth0 VLAN 20`].toSorted());
  t.is(heads.length, 2);
  for (const head of heads)
    for (const [ip, vlan] of [
      [VIP, 10],
      [OTHER, 20],
    ] as const)
      t.true(head.includes(`${ip} on eth0 VLAN ${vlan}`), head);
});

test('addresses that move several seconds apart make two stories', t => {
  const scene = new Scene();
  moves(scene, VIP, 10, 8000);
  moves(scene, OTHER, 20, 14_000);
  t.is(told(scene).names.length, 2);
});

test('one address in two VLANs has a story in each', t => {
  const scene = new Scene();
  moves(scene, VIP, 10, 8000);
  moves(scene, VIP, 20, 8000);
  moves(scene, OTHER, 20, 8000);
  const {names} = told(scene);
  t.is(names.length, 2);
  t.true(names.every(group => new Set(group.map(name => name.split(' ')[0])).size === group.length));
});

test('addresses that move at the same time in 200 VLANs, each with MACs of its own, make one page', t => {
  const scene = new Scene();
  for (let vlan = 1; vlan <= 200; vlan++) movesAlone(scene, vlan, vlan === 7 ? 14_000 : 8000);
  const collector = createCollector();
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const capture = collector.facts();
  const lines = formatExplanation('x', capture, judge(capture));
  t.is(lines.filter(line => line.includes('(and 198 more at the same time): ')).length, 1);
  t.is(lines.filter(line => line.startsWith('10.9.7.1 on eth0 VLAN 7: ')).length, 2);
  t.true(lines.some(line => line.includes('and 186 more (--brief has a line for each address)')));
  t.true(lines.length < 120, `${lines.length} lines`);
});

test('of a line for each address, the first is of the one that is worst off', t => {
  for (let seed = 1; seed <= 10; seed++) {
    const {frames, ask = []} = vlansLeftBehind.make(seed);
    const collector = createCollector({ips: ask});
    collector.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
    const lines = formatBriefs(judge(collector.facts()));
    t.is(lines.length, ask.length, `seed ${seed}`);
    t.regex(lines[0] ?? '', /: LEFT_BEHIND /, `seed ${seed}`);
  }
});
