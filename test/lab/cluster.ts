/**
 * `vip trial --on` with existing machines, which here are network namespaces with keepalived, entered
 * directly or through a command. `npm run torture` measures twenty failovers.
 */

import {mkdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {assertAsHermetic, assertFits, longestOf} from '../helpers/cluster-agreement.js';
import {openClusterMachines, PLUG, VIP} from '../helpers/cluster-machines.js';
import {openPingWitness} from '../helpers/ping-witness.js';
import {rootTest} from '../helpers/require-lab.js';
import {skewedMachine} from '../helpers/skewed-machine.js';
import {isTorture, rounds} from '../helpers/torture.js';
import {MS} from '../helpers/trial.js';

const RUNS = rounds(2, 20);

rootTest('outages of an existing cluster agree with an independent ping', async t => {
  const cluster = await openClusterMachines(t);
  const witness = await openPingWitness(cluster, 'c', VIP);
  const {code, reports, stderr} = await cluster.trial(
    // Two observers on one machine, each with pings of its own.
    ...[...cluster.machines(), '--observer', 'd=netns://c/vc'],
    ...['--do', witness.pull, '--undo', PLUG, '--runs', String(RUNS), '--steady', '300ms'],
  );
  t.is(code, 0, stderr);
  t.true(reports.every(({trial}) => trial.steadyMs === 300));
  t.is(reports.length, RUNS);
  for (const report of reports) {
    t.deepEqual(report.owners, ['b']);
    t.deepEqual(
      report.observers[0]?.budget.filter(({ns}) => ns === undefined),
      [],
    );
    t.true(report.clocks?.every(({errorNs}) => errorNs < 200n * MS));
  }
  assertFits(t, longestOf(reports), witness);
  if (isTorture) await assertAsHermetic(t, reports);
});

rootTest('an observer with vip installed probes with it, every millisecond', async t => {
  const cluster = await openClusterMachines(t);
  const bin = join(cluster.directory, 'bin');
  mkdirSync(bin);
  symlinkSync(fileURLToPath(new URL('../../../packages/cli/dist/vip.js', import.meta.url)), join(bin, 'vip'));
  const inside = `#!/bin/sh\nPATH=${bin}:$PATH exec /usr/sbin/ip netns exec c "$@"\n`;
  const client = cluster.file('enter-c', inside, 0o755);
  // The interface's first address is in another network, and is not the one from which the virtual IP is
  // pinged.
  const own = '10.3.2.212/24 dev vc';
  await cluster.ip('c', `addr del ${own}`, 'addr add 192.0.2.12/24 dev vc', `addr add ${own}`);
  const witness = await openPingWitness(cluster, 'c', VIP);
  const {code, report, stderr} = await cluster.trial(
    ...cluster.machines(node => (node === 'c' ? `exec://${client}` : `netns://${node}`)),
    ...['--do', witness.pull],
  );
  t.is(code, 0, stderr);
  assertFits(t, report, witness);
  const asked = report.trial.machines?.find(({node}) => node === 'c');
  t.deepEqual([asked?.asker, asked?.intervalMs], ['vip', 1]);
  t.true((report.observers[0]?.answeredBy.b ?? 0) > 0);
});

rootTest('machines whose clocks differ by seconds are compared nevertheless', async t => {
  const cluster = await openClusterMachines(t);
  const skews: Readonly<Record<string, number>> = {a: -4.2, b: 3.7, c: 1.5};
  const witness = await openPingWitness(cluster, 'c', VIP);
  const series = isTorture ? ['--undo', PLUG, '--runs', String(RUNS)] : [];
  const {code, reports, stderr} = await cluster.trial(
    ...cluster.machines(node => `exec://${skewedMachine(cluster, node, skews[node] ?? 0)}`),
    ...['--do', witness.pull, ...series],
  );
  t.is(code, 0, stderr);
  t.is(reports.length, isTorture ? RUNS : 1);
  assertFits(t, longestOf(reports), witness);
  for (const {clocks = [], owners, observers} of reports) {
    for (const {node, offsetNs, errorNs} of clocks) {
      const wrong = Number(offsetNs) / 1e9 + (skews[node] ?? 0);
      t.true(Math.abs(wrong) * 1e9 <= Number(errorNs) + 1e6, `${node}: wrong by ${wrong} s, ± ${errorNs} ns`);
      t.true(errorNs < 300n * MS);
    }
    t.deepEqual(owners, ['b']);
    t.deepEqual(
      observers[0]?.budget.filter(({ns}) => ns === undefined),
      [],
    );
  }
  if (isTorture) await assertAsHermetic(t, reports);
});
