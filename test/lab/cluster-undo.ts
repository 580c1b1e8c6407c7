/**
 * An interrupted `vip trial --on` undoes its changes to the machines, unless the user insists on ending at
 * once.
 */

import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {type ClusterMachines, openClusterMachines, PLUG, PULL} from '../helpers/cluster-machines.js';
import {rootTest} from '../helpers/require-lab.js';
import {marked, untilGone} from '../helpers/traces.js';

/** Delay before a second ^C; two in quicker succession count as one. Milliseconds. */
const AGAIN_MS = 1000;

rootTest(
  'a fault is undone when the run is interrupted, and left as it is when that is interrupted, too',
  async t => {
    const cluster = await openClusterMachines(t);
    const twice = interrupted(cluster, 'twice', 'true', 'touch begun; sleep 300');
    await twice.untilCaused();
    twice.interrupt();
    await Promise.race([untilThere(join(cluster.directory, 'begun')), twice.ended]);
    await sleep(AGAIN_MS);
    twice.interrupt();
    const left = await twice.ended;
    t.is(left.code, 130, JSON.stringify(left));
    t.regex(
      left.stderr,
      /\nvip: the fault was caused and not undone; undo it with: cd [^;]*; touch begun; sleep 300\n/,
    );
    t.deepEqual(await untilGone(twice.mark), []);

    const once = interrupted(cluster, 'once', PULL, `${PLUG}; touch undone`);
    await once.untilCaused();
    once.interrupt();
    const {code, stderr} = await once.ended;
    t.is(code, 130, stderr);
    t.regex(
      stderr,
      /\nvip: undoing the fault before it ends, unless it is interrupted again: cd [^;]*; ip -n sw link set pa up; touch undone\n/,
    );
    t.true(existsSync(join(cluster.directory, 'undone')));
    t.deepEqual(await untilGone(once.mark), []);
  },
);

/** Waits until the file exists, at most until the end of the test. */
async function untilThere(file: string): Promise<void> {
  for (let tries = 0; tries < 1200 && !existsSync(file); tries++) await sleep(50);
}

/** A trial that continues for long after its fault was caused. */
function interrupted(cluster: ClusterMachines, name: string, fault: string, undo: string) {
  const caused = join(cluster.directory, name);
  const here = `cd '${cluster.directory}';`;
  const {ended, mark} = cluster.startVip(
    ...['trial', '--yes', ...cluster.machines(), '--settle', '60s'],
    ...['--do', `${here} ${fault}; touch ${name}; sleep 60`, '--undo', `${here} ${undo}`],
  );
  return {
    ended,
    mark,
    async untilCaused() {
      await Promise.race([untilThere(caused), ended]);
    },
    interrupt() {
      for (const line of marked(mark).filter(each => each.includes('vip.js trial')))
        process.kill(Number.parseInt(line, 10), 'SIGINT');
    },
  };
}
