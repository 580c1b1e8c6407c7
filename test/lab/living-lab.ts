/** A running lab's memory and descriptors stay flat while interfaces come and go. */

import {randomBytes} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {descendants} from '../helpers/processes.js';
import {startVip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {ONE} from '../helpers/trial.js';

/** Length in seconds; an hour with `npm run torture`. */
const LENGTH_S = rounds(12, 3600);

/**
 * How much a process may grow after the first third, by caches that fill up and uncollected garbage.
 * Kilobytes.
 */
const SLACK_KB = 24_000;

/** Interfaces with ever new names, as containers create them. */
const COME_AND_GO = `
count=0
while :; do
  count=$((count + 1))
  ip link add c$count type dummy && ip link set c$count up && ip addr add 10.9.0.1/24 dev c$count
  ip link delete c$count
  sleep 0.02
done`;

interface Size {
  readonly residentKb: number;
  readonly descriptors: number;
}

labTest(
  'vip lab keeps its size while interfaces come and go',
  async (t, who) => {
    t.timeout((LENGTH_S + 60) * 1000);
    const name = `t${randomBytes(4).toString('hex')}`;
    const lab = startVip(who, ['lab', '--json', '--name', name]);
    t.teardown(() => lab.child.kill('SIGKILL'));
    await lab.says('"ready"');
    const busy = startVip(who, ['exec', '--lab', name, 'ext', '--', 'sh', '-c', COME_AND_GO]);
    t.teardown(() => busy.child.kill('SIGKILL'));
    const us = lab.child.pid as number;
    await sleep((LENGTH_S / 3) * 1000);
    const before = sizes(us);
    t.true(before.size > 1);
    await sleep((LENGTH_S * 2 * 1000) / 3);
    for (const [pid, {residentKb, descriptors}] of sizes(us)) {
      const first = before.get(pid);
      if (first === undefined) continue;
      t.true(
        residentKb - first.residentKb < SLACK_KB,
        `${pid}: ${first.residentKb} kB, then ${residentKb} kB`,
      );
      t.true(
        descriptors <= first.descriptors + 2,
        `${pid}: ${first.descriptors} descriptors, then ${descriptors}`,
      );
    }
    lab.child.kill('SIGINT');
    t.is((await lab.ended).code, 0);
  },
  ONE,
);

/** The sizes of the program and its agents, which are the processes that run Node. */
function sizes(root: number): Map<number, Size> {
  const pids = [
    root,
    ...descendants(root).flatMap(({pid, argv}) => (argv[0] === process.execPath ? [pid] : [])),
  ];
  return new Map(pids.map(pid => [pid, sizeOf(pid)]));
}

function sizeOf(pid: number): Size {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return {residentKb, descriptors: readdirSync(`/proc/${pid}/fd`).length};
}
