/** Topologies, and the faults that belong to each, with the real keepalived. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TrialReport} from '@vip/core';
import {openLiveLab} from '../helpers/live-lab.js';
import {vip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {FAST, MS, ONE, openDirectory, runTrials, textsOf, USER} from '../helpers/trial.js';

const codesOf = ({findings}: TrialReport) => findings.map(({code}) => code);

/**
 * keepalived's configuration of one node, with timers short enough for a test; instances are given as lines.
 */
function configuration(...instances: readonly (readonly string[])[]): string {
  const blocks = instances.map(
    (lines, index) =>
      `vrrp_instance I${index} {\n  virtual_router_id ${51 + index}\n  advert_int 0.1\n${lines.join('\n')}\n}\n`,
  );
  return `global_defs {\n  vrrp_version 3\n}\n${blocks.join('')}`;
}

/** Options for two files, each made for a node, 0 or 1. */
function configurations(directory: string, of: (index: number, priority: number) => string): string[] {
  return [150, 100].flatMap((priority, index) => {
    const file = join(directory, `ns${index}.conf`);
    writeFileSync(file, of(index, priority));
    return ['--config', file];
  });
}

labTest(
  'heartbeat-cut: both nodes take the address, and every observer is answered throughout',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...FAST,
      ...['--topology', 'two-networks', '--fault', 'heartbeat-cut'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0', 'ns1']);
    t.true(codesOf(report).includes('two-owners'));
    t.true(report.observers.every(({lost}) => lost === 0));
    t.is(report.trial.topology, 'two-networks');
    t.regex(report.trial.configurations?.ns1 ?? '', /interface hb1\n[^}]*dev mcv1/);
  },
  ONE,
);

labTest(
  'public-cut: the heartbeat is heard, so neither node notices that no client is reached any more',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...FAST,
      ...['--topology', 'two-networks', '--fault', 'public-cut', '--timeout', '1s', '--settle', '0s'],
    ]);
    t.is(code, 3, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.deepEqual(codesOf(report), ['clients-unwatched']);
  },
  USER,
);

labTest(
  'public-unplugged: keepalived tracks the interface of the address, unless it is told not to',
  async (t, who) => {
    const place = ['--topology', 'two-networks', '--fault', 'public-unplugged'];
    const tracking = ['--vrrp', 'track_interface { $IFACE }'];
    const noticed = await runTrials(t, who, [...FAST, ...tracking, ...place]);
    t.is(noticed.code, 0, noticed.stderr);
    t.deepEqual([noticed.report.owners, noticed.report.findings], [['ns1'], []]);
    t.true(noticed.report.observers.every(({outage}) => (outage.mostNs ?? 0n) > 0n));
    const untracked = configurations(openDirectory(t), (index, priority) =>
      configuration([
        `interface hb${index}`,
        `priority ${priority}`,
        'garp_master_delay 1',
        'virtual_ipaddress {',
        `10.3.2.200/8 dev mcv${index} no_track`,
        '}',
      ]),
    );
    const missed = await runTrials(t, who, [...untracked, ...place, '--timeout', '1s', '--settle', '0s']);
    t.is(missed.code, 3, missed.stderr);
    t.deepEqual(codesOf(missed.report), ['no-owner', 'clients-unwatched', 'idle-owner']);
  },
  ONE,
);

labTest(
  'interswitch-cut: each half of the network is served by its own node',
  async (t, who) => {
    const directory = openDirectory(t);
    const page = join(directory, 'report.html');
    const {report, stderr} = await runTrials(t, who, [
      ...FAST,
      ...['--topology', 'two-switches', '--fault', 'interswitch-cut:1500ms', '--report', page],
    ]);
    t.true(
      textsOf(report).includes(
        'While the switches were apart, ns1 answered ext, and ns0 went on answering mcv-client, router, remote.',
      ),
      stderr,
    );
    for (const {name, lost} of report.observers) t.is(lost > 0, name === 'ext', name);
    t.regex(readFileSync(page, 'utf8'), /topology two-switches: the active node, the client and the router/);
  },
  USER,
);

labTest(
  "behind-router: the router's cache decides, its clients' sessions pass through it, and explain says so",
  async (t, who) => {
    const out = join(openDirectory(t), 'out');
    const {code, report, stderr} = await runTrials(t, who, [
      ...FAST,
      ...['--topology', 'behind-router', '--vip', '192.0.2.10/32', '--fault', 'node-crash'],
      ...['--tcp', 'idle=1,write=2@10ms,connect@20ms', '--tcp-deadline', '2s', '--out', out],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(
      report.observers.map(({name}) => name),
      ['router', 'remote'],
    );
    t.deepEqual(report.owners, ['ns1']);
    t.true(report.observers.every(({outage}) => (outage.mostNs ?? 0n) < 1500n * MS));
    // Each observer has two writers, which the new owner resets, and an idle session, which learns nothing.
    const outcomes = report.sessions?.classes.map(({use, outcomes: {reset, hung}}) => [use, reset, hung]);
    t.deepEqual(outcomes, [
      ['idle', 0, 2],
      ['write', 4, 0],
    ]);
    const {stdout} = await vip(who, ['explain', '--ip', '192.0.2.10', join(out, 'worst-router.pcapng')]);
    const told = stdout.replace(/\s+/g, ' ');
    t.regex(told, /the router 02:00:00:00:00:01 \(for \d clients?\) followed/);
    // The router was captured on both sides: what cannot be seen on one is seen on the other.
    t.regex(
      told,
      /came through the router 02:00:00:00:00:02 \(frames? [\d to]+ on lan0\), .* changed owner there, to \S+ \(frame/,
    );
    t.notRegex(told, /Capture at the router|stays dark/);
    const behind = await vip(who, ['explain', '--ip', '192.0.2.10', join(out, 'worst-remote.pcapng')]);
    t.regex(
      behind.stdout.replace(/\s+/g, ' '),
      /Its answers come through the router 02:00:00:00:00:02, which decides .* Capture at the router/,
    );
  },
  ONE,
);

labTest(
  'cut-one-address: a sync group stays although one of its addresses is dark; without a group, the addresses separate',
  async (t, who) => {
    const fault = ['--family', 'both', '--fault', 'cut-one-address', '--timeout', '2s', '--settle', '0s'];
    const together = await runTrials(t, who, [...FAST, ...fault]);
    t.is(together.code, 3, together.stderr);
    t.deepEqual([together.report.owners, together.report.secondOwners], [['ns0'], ['ns0']]);
    t.deepEqual(codesOf(together.report), ['address-left-behind']);
    for (const {name, lost} of together.report.observers) t.is(lost > 0, name.endsWith('/v4'), name);
    const single = configurations(openDirectory(t), (index, priority) => {
      const instance = (address: string) => [
        `interface mcv${index}`,
        `priority ${priority}`,
        'garp_master_delay 1',
        'virtual_ipaddress {',
        address,
        '}',
      ];
      return configuration(instance('10.3.2.200/8'), instance('fd00:3:2::200/64'));
    });
    const apart = await runTrials(t, who, [...single, ...fault]);
    t.is(apart.code, 0, apart.stderr);
    t.deepEqual([apart.report.owners, apart.report.secondOwners], [['ns0', 'ns1'], ['ns0']]);
    t.true(codesOf(apart.report).includes('group-divided'));
  },
  ONE,
);

/** Topologies that need what this kernel may lack, with the module that provides it. */
const MODULES = {vlan: '8021q', ipvlan: 'ipvlan'} as const;

for (const [topology, module] of Object.entries(MODULES)) {
  labTest(
    `${topology}: the address moves, or the module is named that this kernel lacks`,
    async (t, who) => {
      const {code, report, stderr} = await runTrials(t, who, [...FAST, '--topology', topology]);
      if (code === 3) t.regex(stderr, new RegExp(`no ${topology} interfaces .*sudo modprobe ${module}\\n`));
      else t.deepEqual([code, report.owners], [0, ['ns1']], stderr);
    },
    ONE,
  );
}

labTest(
  'a lab of two switches: their link is cut by hand, and the far observer is in the dark',
  async (t, who) => {
    const {running, exec} = await openLiveLab(t, who, '--topology', 'two-switches');
    await running.says(/ext .* through/);
    t.is((await exec('lan2', 'ip', 'link', 'set', 'to-lan', 'down')).code, 0);
    await running.says(/ext .* LOST/);
    running.child.kill('SIGINT');
    t.is((await running.ended).code, 0);
  },
  USER,
);
