/**
 * `vip trial --on` over ssh, with a real sshd on each machine. Whatever happens to us or to the connection,
 * nothing stays there.
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {assertAsHermetic, assertFits, longestOf} from '../helpers/cluster-agreement.js';
import {type ClusterMachines, openClusterMachines, PLUG, VIP} from '../helpers/cluster-machines.js';
import {openPingWitness} from '../helpers/ping-witness.js';
import {remoteTraces} from '../helpers/remote-traces.js';
import {rootTest} from '../helpers/require-lab.js';
import {openSshMachines, type SshMachines} from '../helpers/ssh-machines.js';
import {isTorture, rounds} from '../helpers/torture.js';
import {kill, marked, untilNone} from '../helpers/traces.js';

const RUNS = rounds(1, 20);

rootTest('over ssh, outages agree with an independent ping', async t => {
  const cluster = await openClusterMachines(t);
  const ssh = await openSshMachines(cluster);
  const witness = await openPingWitness(cluster, 'c', VIP);
  const {code, reports, stderr} = await cluster.trial(
    ...cluster.machines(ssh.reach),
    ...['--ssh-config', ssh.config, '--do', witness.pull, '--undo', PLUG, '--runs', String(RUNS)],
  );
  t.is(code, 0, stderr);
  for (const {owners} of reports) t.deepEqual(owners, ['b']);
  assertFits(t, longestOf(reports), witness);
  if (isTorture) await assertAsHermetic(t, reports);
  t.deepEqual(await untilNone(await remoteTraces(cluster)), []);
});

rootTest('a changed host key gives one line, and nothing begins', async t => {
  const cluster = await openClusterMachines(t);
  const ssh = await openSshMachines(cluster);
  const {code, stderr, stdout} = await cluster.vip(...trialOver(cluster, ssh, ssh.changedKeyConfig));
  t.is(code, 3);
  t.is(stdout, '');
  t.regex(
    stderr.trim().split('\n').at(-1) ?? '',
    /^vip: a: ssh:\/\/root@172\.31\.9\.2: Host key verification failed\.?$/,
  );
  t.deepEqual(await untilNone(await remoteTraces(cluster)), []);
});

for (const end of ['kill -9 of vip', 'kill -9 of ssh', 'a cut network'] as const) {
  rootTest(`after ${end} nothing runs on any machine`, async t => {
    const cluster = await openClusterMachines(t);
    const ssh = await openSshMachines(cluster);
    const {mark, child, ended} = cluster.startVip(...trialOver(cluster, ssh, ssh.config));
    const traces = await remoteTraces(cluster);
    let hasEnded = false;
    ended.finally(() => {
      hasEnded = true;
    });
    while (traces().length < 6 && !hasEnded) await sleep(50);
    const ours = marked(mark);
    if (end === 'kill -9 of vip') {
      for (const line of ours.filter(each => each.includes('vip.js trial'))) kill(line);
      child.kill('SIGKILL');
    } else if (end === 'kill -9 of ssh') {
      for (const line of ours.filter(each => / ssh /.test(each))) kill(line);
    } else await ssh.cut('c');
    const {code} = await ended;
    if (end !== 'kill -9 of vip') t.is(code, 3);
    // The guard notices a network that was cut only by our silence.
    t.deepEqual(await untilNone(traces, end === 'a cut network' ? 60_000 : undefined), []);
    t.deepEqual(marked(mark), []);
  });
}

function trialOver(cluster: ClusterMachines, ssh: SshMachines, config: string): string[] {
  // Takes long unless something ends it.
  const patient = ['--do', 'sleep 60', '--settle', '60s'];
  return ['trial', '--yes', ...cluster.machines(ssh.reach), '--ssh-config', config, ...patient];
}
