/**
 * Machines that misbehave: whatever they do, at whichever step, the result is one line and exit code 3, and
 * nothing stays behind on either side.
 */

import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {type ClusterMachines, openClusterMachines, PULL} from '../helpers/cluster-machines.js';
import {remoteTraces} from '../helpers/remote-traces.js';
import {rootTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {kill, marked, untilGone, untilNone} from '../helpers/traces.js';

/** A way to enter the machine, or programs in place of its own, and what is said about it. */
interface Hostility {
  readonly enter?: string;
  readonly tools?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const HOSTILE: Readonly<Record<string, Hostility>> = {
  garbage: {enter: 'exec head -c 300000 /dev/urandom', says: /expected a shell, got "/},
  'endless output': {enter: 'exec yes', says: /expected a shell, got "y"/},
  'a hang at once': {enter: 'exec sleep 1000', says: /expected a shell within 20 s, got nothing/},
  'a prompt': {enter: 'printf "router> "; exec cat', says: /expected a shell within 20 s, got ".*router>/},
  'a closed input': {
    enter: 'exec ip netns exec c "$@" </dev/null',
    says: /docker exec and kubectl exec need -i/,
  },
  'an error': {enter: 'echo "no such container: c" >&2; exit 1', says: /no such container: c/},
  'an endless survey': {tools: {uname: 'exec yes'}, says: /expected at most 1048576 octets, got more/},
  'a survey that hangs': {tools: {uname: 'exec sleep 1000'}, says: /within 30 s, got no end/},
  'a clock that is none': {tools: {date: 'echo noon'}, says: /expected an answer within 10 s, got none/},
  'a capture that is none': {tools: {tcpdump: 'exec yes'}, says: /expected pcap or pcapng/},
  'a capture that hangs': {
    tools: {tcpdump: 'exec sleep 1000'},
    says: /expected tcpdump to begin within 15 s, got nothing/,
  },
  'a capture that is refused': {
    tools: {tcpdump: 'echo "tcpdump: vc: You don\'t have permission" >&2; exit 1'},
    says: /tcpdump: vc: You don't have permission/,
  },
};

const ROUNDS = rounds(1, 20);

/** How long processes may take to end on a busy machine. Milliseconds. */
const GONE_MS = 60_000;

/** The number of hostile machines tried at once. */
const AT_ONCE = 4;

rootTest('a hostile machine gives one line, and nothing is left behind', async t => {
  const cluster = await openClusterMachines(t);
  const traces = await remoteTraces(cluster);
  const all = Object.entries(HOSTILE);
  // A few at a time: most of them wait, and some would take the machine for themselves.
  for (let index = 0; index < all.length; index += AT_ONCE)
    await Promise.all(all.slice(index, index + AT_ONCE).map(one => tryOne(t, cluster, one)));
  t.deepEqual(await untilNone(traces), []);
});

rootTest('programs missing on machines are named before anything begins', async t => {
  const cluster = await openClusterMachines(t);
  const few = join(cluster.directory, 'few');
  mkdirSync(few);
  // The programs of a small system.
  for (const tool of ['ip', 'sh', 'sed', 'cat', 'id', 'uname', 'sleep', 'date'])
    cluster.file(
      `few/${tool}`,
      `#!/bin/sh\nexec $(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v ${tool}) "$@"\n`,
      0o755,
    );
  const bare = cluster.file(
    'bare',
    `#!/bin/sh\nnode=$1; shift 3; script=$1; shift\nexec /usr/sbin/ip netns exec $node /bin/sh -c "PATH=${few}; command() { [ -e ${few}/\\$2 ] && echo \\$2; }; $script" "$@"\n`,
    0o755,
  );
  const reach = (node: string) => (node === 'a' ? 'netns://a' : `exec://${bare} ${node}`);
  const {code, stderr} = await cluster.vip('trial', '--yes', ...cluster.machines(reach), '--do', PULL);
  t.is(code, 3);
  t.is(
    stderr.trim().split('\n').at(-1),
    'vip: cluster: b has no tcpdump; c has no tcpdump and ping or fping: install tcpdump, iputils-ping there',
  );
  cluster.file('few/ip', '#!/bin/sh\nexec busybox ip "$@"\n', 0o755);
  const small = await cluster.vip('trial', '--yes', ...cluster.machines(reach), '--do', PULL);
  t.is(small.code, 3);
  t.regex(
    small.stderr,
    /b has no ip \(iproute2\) and tcpdump; c has no ip \(iproute2\), tcpdump and ping or fping: /,
  );
});

rootTest(
  'nothing is left on machines that were being connected when another failed, or when vip was killed',
  async t => {
    const cluster = await openClusterMachines(t);
    const traces = await remoteTraces(cluster);
    const failing = cluster.file(
      'failing',
      '#!/bin/sh\nsleep "$(cat "$0.delay")"; echo no such container >&2; exit 1\n',
      0o755,
    );
    const reach = (node: string) => (node === 'c' ? `exec://${failing}` : `netns://${node}`);
    for (let round = 0; round < ROUNDS; round++) {
      // From before the shells start until after their machines have described themselves.
      const delayMs = 10 + (round * 790) / ROUNDS;
      cluster.file('failing.delay', String(delayMs / 1000));
      const failed = await cluster.vip('trial', '--yes', ...cluster.machines(reach), '--do', PULL);
      t.is(failed.code, 3);
      t.regex(failed.stderr, /no such container\n$/);
      t.deepEqual(await untilGone(failed.mark, GONE_MS), [], `c fails after ${delayMs} ms`);
      const {child, ended, mark} = cluster.startVip('trial', '--yes', ...cluster.machines(), '--do', PULL);
      while (!marked(mark).some(line => line.includes('ip netns exec') || line.includes('mark=')))
        await sleep(5);
      await sleep(delayMs);
      for (const line of marked(mark).filter(each => each.includes('vip.js trial'))) kill(line);
      child.kill('SIGKILL');
      await ended;
      t.deepEqual(await untilGone(mark, GONE_MS), [], `killed ${delayMs} ms after the first shell`);
    }
    t.deepEqual(await untilNone(traces), []);
  },
);

/** Expects one line that says so, and nothing left behind. */
async function tryOne(
  t: ExecutionContext,
  cluster: ClusterMachines,
  [what, hostility]: readonly [string, Hostility],
): Promise<void> {
  const machine = hostileMachine(cluster, what.replaceAll(' ', '-'), hostility);
  const reach = (node: string) => (node === 'c' ? `exec://${machine}` : `netns://${node}`);
  const {code, stdout, stderr, mark} = await cluster.vip(
    'trial',
    '--yes',
    ...cluster.machines(reach),
    '--do',
    PULL,
  );
  t.is(code, 3, what);
  t.is(stdout, '', what);
  const lines = stderr.trim().split('\n');
  t.is(lines.length, 4, `${what}: ${stderr}`); // three say what is intended
  t.regex(lines.at(-1) ?? '', hostility.says, what);
  t.regex(lines.at(-1) ?? '', /^vip: c: /, what);
  t.deepEqual(await untilGone(mark, GONE_MS), [], what);
}

function hostileMachine(cluster: ClusterMachines, name: string, {enter, tools = {}}: Hostility): string {
  mkdirSync(join(cluster.directory, name));
  for (const [tool, script] of Object.entries(tools))
    cluster.file(`${name}/${tool}`, `#!/bin/sh\n${script}\n`, 0o755);
  const usual = `PATH=${join(cluster.directory, name)}:$PATH exec /usr/sbin/ip netns exec c "$@"`;
  return cluster.file(`${name}/enter`, `#!/bin/sh\n${enter ?? usual}\n`, 0o755);
}
