/**
 * `vip explain --from`: several machines are captured live, each with its own clock, and nothing stays on
 * them.
 */

import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {type ClusterMachines, openClusterMachines, PULL, VIP} from '../helpers/cluster-machines.js';
import {assertDescribed} from '../helpers/json-shapes.js';
import {remoteTraces} from '../helpers/remote-traces.js';
import {rootTest} from '../helpers/require-lab.js';
import {skewedMachine} from '../helpers/skewed-machine.js';
import {openSshMachines} from '../helpers/ssh-machines.js';
import {kill, marked, untilGone, untilNone} from '../helpers/traces.js';

/** How far the client's clock is ahead. Seconds. */
const SKEW_S = 3.7;

rootTest(
  'three machines captured live, one with a wrong clock, make one story, and one that is lost is reported',
  async t => {
    const cluster = await openClusterMachines(t);
    const traces = await remoteTraces(cluster);
    const pings = cluster.start('c', 'ping', '-q', '-i', '0.02', VIP);
    const places = ['a', 'b'].map(node => `${node}=netns://${node}/v${node}`);
    const client = `c=exec://${skewedMachine(cluster, 'c', SKEW_S)}/vc`;
    const kept = join(cluster.directory, 'kept');
    const live = await explaining(
      cluster,
      ...['--json', '--out', kept],
      ...[...places, client].flatMap(place => ['--from', place]),
    );
    // The first machine keeps the address for a while before it loses it.
    await sleep(3000);
    await pull(cluster);
    await sleep(4000);
    for (const line of traces().filter(each => each.includes('tcpdump -i vb '))) kill(line);
    await live.says('warning: b: ');
    live.interrupt();
    const {code, stdout, stderr} = await live.ended;
    t.regex(
      stderr,
      /\nvip: the captures are kept; to explain them again: vip explain \S+\/kept\/\*\.pcapng\n$/,
    );
    t.regex(stderr, /\nvip: warning: b: .*; what was captured there until then counts\n/);
    t.true(code === 1 || code === 3, `${code}: ${stderr}`);
    assertDescribed(t, 'vip explain --json', stdout);
    const objects = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const {handovers} = objects.find(({kind, ip}) => kind === 'explanation' && ip === VIP);
    t.true(handovers.length >= 1, stdout);
    const {clocks} = objects.find(({kind}) => kind === 'places');
    t.deepEqual(clocks.map(({place}: {place: string}) => place).sort(), ['a', 'b', 'c']);
    t.deepEqual(await untilGone(live.mark), []);
    t.deepEqual(await untilNone(traces), []);
    t.deepEqual(readdirSync(kept).sort(), ['a.pcapng', 'b.pcapng', 'c.pcapng']);
    const again = await cluster.vip(
      'explain',
      '--json',
      ...['a', 'b', 'c'].map(node => join(kept, `${node}.pcapng`)),
    );
    t.is(again.stdout, stdout, 'the kept captures tell the same');
    const unreached = join(cluster.directory, 'unreached');
    const none = await cluster.vip('explain', '--from', 'x=netns://nowhere/va', '--out', unreached);
    t.deepEqual([none.code, existsSync(unreached)], [3, false], none.stderr);
    const other = await cluster.vip('explain', '--from', 'x=netns://a/va', '--out', kept);
    t.is(other.code, 2, other.stderr);
    t.regex(
      other.stderr,
      /--out \S+kept: expected a directory without other captures, got "a\.pcapng" in it: choose another\n$/,
    );
    pings.child.kill();
  },
);

rootTest('over ssh, the connections themselves are not captured', async t => {
  const cluster = await openClusterMachines(t);
  const ssh = await openSshMachines(cluster);
  const {code, stdout, stderr, mark} = await cluster.vip(
    ...['explain', '--json', '--ssh-config', ssh.config, '--duration', '3s'],
    ...['a', 'b'].flatMap(node => ['--from', `${node}=${ssh.reach(node)}/mgmt`]),
    ...['--from', 'here=mgmt'],
  );
  t.true(code === 0 || code === 3, stderr);
  const frames = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(({kind}) => kind === 'summary')
    .reduce((sum, {frames}) => sum + frames, 0);
  // Neighbour resolution and IPv6's own traffic are expected; a connection that captured itself would never
  // end.
  t.true(frames < 100, `${frames} frames`);
  t.deepEqual(await untilGone(mark), []);
});

/** Resolves when the cable has been pulled. */
async function pull(cluster: ClusterMachines): Promise<void> {
  const [, ...words] = PULL.split(' ');
  await cluster.start('host', 'ip', ...words).ended;
}

/** Resolves when every place is being captured. */
async function explaining(cluster: ClusterMachines, ...args: readonly string[]) {
  const {says, ended, mark} = cluster.startVip('explain', ...args);
  await says('listening at');
  return {
    says,
    ended,
    mark,
    interrupt() {
      for (const line of marked(mark).filter(each => each.includes('vip.js explain')))
        process.kill(Number.parseInt(line, 10), 'SIGINT');
    },
  };
}
