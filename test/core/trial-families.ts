/**
 * Trials of IPv6 and of both families, from hand-made events: each address has its own figures, budget and
 * findings.
 */

import {DEFAULT_SETTINGS, FAMILY_SETTINGS, topologyOf} from '@vip/analysis/internal';
import {unsolicitedNa} from '@vip/arp';
import {formatTrial, type TrialReport} from '@vip/core';
import {findViolations} from '@vip/core/internal';
import test from 'ava';
import {address, believes, garp, probes, type Row, reportOf, step} from '../helpers/trial-events.js';

const MS = 1_000_000n;
const {active, passive, ext} = DEFAULT_SETTINGS;
const V6 = FAMILY_SETTINGS.IPv6;
const VIP6 = V6.vip.address;

/** A change of the IPv6 address on a node. */
function address6(atMs: number, node: string, detection?: 'tentative' | 'failed'): Row {
  const iface = node === active.node ? active.iface : passive.iface;
  return [atMs, node, {kind: 'address', iface, ip: VIP6, change: 'added', ...(detection && {detection})}];
}

function believes6(atMs: number, mac: string): Row {
  return [
    atMs,
    ext.node,
    {kind: 'neighbour', iface: ext.iface, ip: VIP6, mac, state: 'STALE', source: 'announced'},
  ];
}

function advertisement6(atMs: number, node: string, own = false): Row {
  const octets = Buffer.from(unsolicitedNa({ip: VIP6 as never, mac: passive.mac})).toString('hex');
  return [atMs, node, {kind: 'frame', iface: 'x', octets, length: octets.length / 2, own}];
}

/** The probes that ext sends to a second address, in their own stream. */
function probes6(stream: string, ...[untilMs, ...holes]: Parameters<typeof probes>): Row[] {
  return probes(untilMs, ...holes).map(([at, node, fields]) => [
    at,
    node,
    {...fields, stream, ...('from' in fields ? {from: VIP6} : {})},
  ]);
}

/** Duplicate address detection from 1200 ms on, taking 1400 ms, and the announcement that follows it. */
const DETECTED: readonly Row[] = [
  ...[address6(10, active.node), believes6(100, active.mac), step(1000, 'fault')],
  ...[address6(1200, passive.node, 'tentative'), address6(2600, passive.node)],
  ...[advertisement6(2601, passive.node, true), advertisement6(2602, 'lan'), advertisement6(2603, ext.node)],
  ...[believes6(2604, passive.mac)],
];

const ONLY_IPV6 = {settings: V6};
const BOTH = {second: V6};

function observerOf({observers}: TrialReport, wanted: string) {
  const found = observers.find(({name}) => name === wanted);
  if (found === undefined) throw new Error(`no ${wanted}`);
  return found;
}

test('duplicate address detection is reported as part of the take', t => {
  const report = reportOf([...DETECTED, ...probes6('probe', 3200, [1000, 2610])], ONLY_IPV6);
  const {budget, vip} = observerOf(report, 'ext');
  t.is(vip, VIP6);
  t.deepEqual(budget.slice(1, 4), [
    {part: 'take', ns: 1600n * MS, detectionNs: 1400n * MS},
    {part: 'announce', ns: 1n * MS},
    {part: 'deliver', ns: 2n * MS, toSwitchNs: 1n * MS},
  ]);
  t.true(formatTrial(report).some(line => line.includes('(1400 ms of it duplicate detection)')));
});

test('an address that failed detection is held by no node, and the budget says why it was not taken', t => {
  const rows = DETECTED.map((row): Row => (row[0] === 2600 ? address6(2600, passive.node, 'failed') : row));
  const gone: Row = [1100, active.node, {kind: 'address', iface: active.iface, ip: VIP6, change: 'removed'}];
  const report = reportOf([...rows, gone, ...probes6('probe', 3200, [1100, 2610])], ONLY_IPV6);
  t.deepEqual(report.owners, []);
  t.is(
    report.findings.find(({code}) => code === 'dad-failed')?.evidence,
    `${passive.node} was given the address and does not use it: duplicate address detection found another holder (dadfailed).`,
  );
  t.is(
    observerOf(report, 'ext').budget.find(({part}) => part === 'take')?.unknown,
    `duplicate address detection failed on ${passive.node} (dadfailed)`,
  );
});

test('in a trial of both families, each address has its own figures, owners and findings', t => {
  const ipv4: readonly Row[] = [
    ...[address(10, active.node, 'added'), believes(100, active.mac)],
    ...[address(1100, passive.node, 'added'), garp(1101, passive.node, passive.mac, true)],
    ...[garp(1102, ext.node, passive.mac), believes(1103, passive.mac)],
  ];
  const report = reportOf(
    [...DETECTED, ...ipv4, ...probes(3200, [1000, 1110]), ...probes6('probe-2', 3200, [1000, 2610])],
    BOTH,
  );
  const [v4, v6] = [observerOf(report, 'ext/v4'), observerOf(report, 'ext/v6')];
  t.like(v4.outage, {leastNs: 100n * MS, mostNs: 120n * MS});
  t.like(v6.outage, {leastNs: 1600n * MS, mostNs: 1620n * MS});
  // The old node never released them.
  t.deepEqual(
    [report.owners, report.secondOwners],
    [
      [active.node, passive.node],
      [active.node, passive.node],
    ],
  );
  const owners = report.findings.filter(({code}) => code === 'two-owners').map(({evidence}) => evidence);
  t.deepEqual(owners, [
    'ns0 and ns1 both hold 10.3.2.200 at the end.',
    'ns0 and ns1 both hold fd00:3:2::200 at the end.',
  ]);
  t.deepEqual(
    report.announcements.map(({ip}) => ip),
    ['10.3.2.200', VIP6],
  );
  const limit = (observer?: string) => ({
    of: 'outage' as const,
    limitNs: 500n * MS,
    ...(observer && {observer}),
  });
  const broken = (observer?: string) =>
    findViolations([report], [limit(observer)]).map(each => each.observer);
  t.deepEqual([broken(), broken('ext'), broken('ext/v4')], [['ext/v6'], ['ext/v6'], []]);
});

test('the observers of both families are distinguished by name and stream', t => {
  const {observers} = topologyOf({kind: 'trial', settings: DEFAULT_SETTINGS, second: V6});
  t.is(new Set(observers.map(({name}) => name)).size, 8);
  t.is(new Set(observers.map(({node, stream}) => `${node} ${stream}`)).size, 8);
  t.is(observers.find(({name}) => name === 'remote/v6')?.nextHop, V6.routerRemote.address.address);
});
