/**
 * `vip trial --on` through `exec://` into process and mount namespaces, of which containers are made, entered
 * as `docker exec` and `kubectl exec` do. Whichever process is killed, nothing stays in them.
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {type ClusterMachines, NODES, openClusterMachines, PULL} from '../helpers/cluster-machines.js';
import {remoteTraces} from '../helpers/remote-traces.js';
import {rootTest} from '../helpers/require-lab.js';
import {kill, marked, untilNone} from '../helpers/traces.js';

/** Takes long unless something ends it. */
const PATIENT = ['--yes', '--do', 'sleep 60', '--settle', '60s'];

rootTest('a trial in containers, and nothing stays in them', async t => {
  const cluster = await openClusterMachines(t);
  const reach = await openContainers(cluster);
  const {code, report, stderr} = await cluster.trial(...cluster.machines(reach), '--do', PULL);
  t.is(code, 0, stderr);
  t.deepEqual(report.owners, ['b']);
  t.deepEqual(await untilNone(await remoteTraces(cluster)), []);
});

rootTest(
  'after kill -9 of vip and of the processes that had entered the containers, nothing runs in them',
  async t => {
    const cluster = await openClusterMachines(t);
    const reach = await openContainers(cluster);
    const {mark, child, ended} = cluster.startVip('trial', ...cluster.machines(reach), ...PATIENT);
    const traces = await remoteTraces(cluster);
    let hasEnded = false;
    ended.finally(() => {
      hasEnded = true;
    });
    while (traces().length < 6 && !hasEnded) await sleep(50);
    t.false(hasEnded);
    for (const line of marked(mark).filter(each => /vip\.js trial|^\d+ nsenter /.test(each))) kill(line);
    child.kill('SIGKILL');
    await ended;
    t.deepEqual(await untilNone(traces), []);
  },
);

rootTest('nothing begins in the process namespace of one container with the /proc of another', async t => {
  const cluster = await openClusterMachines(t);
  const reach = await openContainers(cluster, '--pid --net');
  const {code, stderr} = await cluster.vip('trial', ...cluster.machines(reach), ...PATIENT);
  t.is(code, 3);
  t.regex(
    stderr,
    /: vip: expected \/proc with the processes there, got none or that of others: nsenter needs --mount/,
  );
  t.deepEqual(await untilNone(await remoteTraces(cluster)), []);
});

/** Opens a container in the network namespace of each node, with a script that runs a command in it. */
async function openContainers(
  cluster: ClusterMachines,
  namespaces = '--mount --pid --net',
): Promise<(node: string) => string> {
  const scripts = new Map<string, string>();
  for (const node of NODES) {
    const container = cluster.start(
      node,
      ...['sh', '-c', 'unshare --mount --pid --fork --mount-proc sleep 86400 & echo begun $!; wait'],
    );
    await container.says(/begun \d+\n/);
    const [, outside] = /begun (\d+)/.exec(container.said()) ?? [];
    const inside = `read -r pid </proc/${outside}/task/${outside}/children`;
    const script = `#!/bin/sh\n${inside}\nexec nsenter --target $pid ${namespaces} -- "$@"\n`;
    scripts.set(node, `exec://${cluster.file(`enter-${node}`, script, 0o755)}`);
  }
  return node => scripts.get(node) ?? '';
}
