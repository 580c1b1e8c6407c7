/** Every topology: its addresses, its plan, its picture, and the drivers and faults that it allows. */

import {readFileSync} from 'node:fs';
import type {LabSettings, TrialEvent} from '@vip/analysis';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  FAMILY_SETTINGS,
  OBSERVER_KINDS,
  OBSERVING_STATIONS,
  observerName,
  TOPOLOGIES,
  type TopologyName,
  topologyOf,
} from '@vip/analysis/internal';
import {isInNetwork, isOfIpv6, parseIp, VipError} from '@vip/arp';
import {
  type Driver,
  execDriver,
  FAULTS,
  faultOf,
  frrDriver,
  keepalivedDriver,
  ucarpDriver,
  vipDriver,
} from '@vip/core';
import {arrangedFor, drawRun, type FaultName, liveTrial, namedTopology, planTrial} from '@vip/core/internal';
import {plainLine, UNICODE, widthOf} from '@vip/core/internal/paint';
import test from 'ava';
import {IMPOSSIBLE, REFUSED} from '../helpers/trial-table.js';

const NAMES = Object.keys(TOPOLOGIES) as TopologyName[];

const DRIVERS: Readonly<Record<string, Driver>> = {
  vip: vipDriver({announce: {form: 'both'}}),
  keepalived: keepalivedDriver(),
  ucarp: ucarpDriver,
  frr: frrDriver(),
  'exec, commands': execDriver({nodeUp: 'true'}),
  'exec, a program': execDriver({nodeCommand: 'true'}),
};

/** Topologies in which some drivers cannot move the address, with the message that says so. */
const UNFIT: Readonly<Record<string, RegExp>> = {
  'ipvlan vip':
    /^topology ipvlan: driver vip gives the address to the other node before the first releases it/,
  'ipvlan exec, commands': /^topology ipvlan: driver exec gives the address to the other node before/,
  'two-networks frr': /^topology two-networks: driver frr has the address on the interface it advertises on/,
  'two-networks ucarp':
    /^topology two-networks: driver ucarp announces the address only on the interface it advertises on/,
};

for (const topology of NAMES) {
  test(`${topology}: every driver with every fault makes a trial or is refused with a reason`, t => {
    for (const [driverName, driver] of Object.entries(DRIVERS)) {
      for (const fault of Object.keys(FAULTS) as FaultName[]) {
        const what = `${driverName}, ${fault}, ${topology}`;
        const second = fault === 'cut-one-address' ? FAMILY_SETTINGS.IPv6 : undefined;
        const attempt = () => planTrial({driver, fault: faultOf(fault), topology, second});
        const isUcarpOfBoth = driverName === 'ucarp' && second !== undefined;
        const expected = UNFIT[`${topology} ${driverName}`];
        if (`${driverName} ${fault}` in REFUSED) {
          t.throws(attempt, {instanceOf: VipError, message: new RegExp(`^fault ${fault}: [^\\n]+$`)}, what);
        } else if (IMPOSSIBLE[topology].includes(fault)) {
          const reason = new RegExp(`^fault ${fault}: topology ${topology}[ :][^\\n]+$`);
          t.throws(attempt, {instanceOf: VipError, code: 'BAD_ARGUMENT', message: reason}, what);
        } else if (expected !== undefined) t.throws(attempt, {code: 'BAD_ARGUMENT', message: expected}, what);
        else if (isUcarpOfBoth) t.throws(attempt, {message: /^driver ucarp: expected an IPv4 address/}, what);
        else t.notThrows(attempt, `${what}: not among what test/helpers/trial-table.ts says is refused`);
      }
    }
  });

  test(`${topology}: no station has the address or the interface of another, in either family`, t => {
    for (const settings of Object.values(FAMILY_SETTINGS)) {
      const {stations} = topologyOf({kind: 'trial', settings: arrangedFor(topology, settings), topology});
      const addresses = stations.map(({address}) => address.address);
      t.is(new Set(addresses).size, addresses.length);
      const places = stations.map(({node, iface}) => `${node} ${iface}`);
      t.is(new Set(places).size, places.length);
    }
  });

  test(`${topology}: the plan names no node or interface that it has not created`, t => {
    for (const settings of Object.values(FAMILY_SETTINGS)) {
      const {nodes, stages, stations} = namedTopology(arrangedFor(topology, settings), topology);
      const works = stages.flatMap(({steps}) => steps.flat());
      t.deepEqual(
        works.map(({node}) => node).filter(node => node !== 'host' && !nodes.includes(node)),
        [],
      );
      const made = new Set<string>();
      for (const {node, commands = []} of works) for (const words of commands) note(made, node, words);
      for (const {node, iface} of stations) t.true(made.has(`${node} ${iface}`), `${node} ${iface}`);
      for (const {node, commands = []} of works)
        for (const [verb, , ...rest] of commands) {
          const dev = verb === 'addr' ? rest[rest.indexOf('dev') + 1] : undefined;
          if (dev !== undefined) t.true(made.has(`${node} ${dev}`), `${node} ${dev}`);
        }
    }
  });

  test(`${topology}: its picture names every node, and fits 80 columns`, t => {
    const settings = arrangedFor(topology, DEFAULT_SETTINGS);
    const trial = {kind: 'trial', at: 0n, node: 'lab', settings, topology, probeIntervalMs: 5} as TrialEvent;
    const lines = drawRun(liveTrial(trial), 0n, {width: 80, height: 24, glyphs: UNICODE});
    t.true(lines.every(line => widthOf(line) <= 80));
    const picture = lines.map(plainLine).slice(1, 5).join('\n');
    for (const {node} of topologyOf(trial).stations) t.true(picture.includes(node), `${node} in ${picture}`);
  });
}

/** Records the interfaces that a command creates, in the nodes where it puts them. */
function note(made: Set<string>, node: string, words: readonly string[]): void {
  if (words[0] !== 'link' || words[1] !== 'add') return;
  const peer = words.indexOf('peer');
  const ends = peer < 0 ? [words] : [words.slice(0, peer), words.slice(peer)];
  for (const end of ends) {
    const at = end.indexOf('name');
    const name = at < 0 ? words[2] : end[at + 1];
    const netns = end.indexOf('netns');
    made.add(`${netns < 0 ? node : end[netns + 1]} ${name}`);
  }
}

test('a separate heartbeat network contains none of the other addresses', t => {
  for (const vip of ['10.3.2.200/8', '192.168.100.7/24', '192.168.0.9/16']) {
    const settings = arrangedFor('two-networks', changeSettings([['vip', vip]]));
    const {activeHeartbeat, passiveHeartbeat} = settings as Required<LabSettings>;
    t.false(isInNetwork(activeHeartbeat.address.address, settings.vip), vip);
    t.true(isInNetwork(activeHeartbeat.address.address, passiveHeartbeat.address), vip);
  }
});

test('behind a router, the address has a host prefix and may be outside every network', t => {
  t.is(arrangedFor('behind-router', DEFAULT_SETTINGS).vip.prefixLength, 32);
  t.is(arrangedFor('behind-router', FAMILY_SETTINGS.IPv6).vip.prefixLength, 128);
  const apart = changeSettings([['vip', '192.0.2.9/32']], [], 'IPv4', true);
  t.deepEqual({...apart, vip: undefined}, {...DEFAULT_SETTINGS, vip: undefined});
  t.is(apart.vip.address, parseIp('192.0.2.9'));
  const followed = changeSettings([['vip', '172.20.0.9/24']], [], 'IPv4', true);
  t.true(isInNetwork(followed.active.address.address, followed.vip));
  t.throws(() => changeSettings([['vip', '192.0.2.9/32']]), {code: 'BAD_ARGUMENT'});
});

test('only stations on the network of the address, and those behind their router, are observers', t => {
  const names = (topology: TopologyName) =>
    topologyOf({kind: 'trial', settings: arrangedFor(topology, DEFAULT_SETTINGS), topology}).observers.map(
      ({name}) => name,
    );
  t.deepEqual(names('behind-router'), ['router', 'remote']);
  const all = OBSERVER_KINDS.map(observerName);
  for (const topology of NAMES.filter(name => name !== 'behind-router'))
    t.deepEqual(names(topology), all, topology);
});

test('docs/topologies.md has every topology, in the order of the registry and each with a section, and every observer', t => {
  const page = readFileSync(new URL('../../../docs/topologies.md', import.meta.url), 'utf8');
  const [, rows = ''] = /^\| -.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
  t.deepEqual(
    [...rows.matchAll(/^\| `([a-z-]+)/gm)].map(([, name = '']) => name),
    NAMES,
  );
  for (const name of NAMES) t.true(page.includes(`\n## ${name}\n`), name);
  const [, observers = ''] = page.split('\n## Observers\n');
  const [, stations = ''] = /^\| -.*\n((?:\|.*\n)+)/m.exec(observers) ?? [];
  t.deepEqual(
    [...stations.matchAll(/^\| `([a-z-]+)/gm)].map(([, name = '']) => name),
    OBSERVER_KINDS.map(({name}) => name),
  );
});

test('observers are listed from near to far, and each has settings in both families', t => {
  t.deepEqual(
    OBSERVER_KINDS.map(({place}) => place).filter((place, index, all) => place !== all[index - 1]),
    ['segment', 'gateway', 'behind-gateway'],
  );
  for (const {name, iface} of OBSERVING_STATIONS) {
    t.is(DEFAULT_SETTINGS[name].iface, iface);
    t.true(isOfIpv6(FAMILY_SETTINGS.IPv6[name].address.address), name);
  }
});
