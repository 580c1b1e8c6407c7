/**
 * How building and taking down a lab scale with the number of nodes on one switch, compared with the same commands in bash,
 * one `ip` for each step.
 *
 * bash runs without the agents and the sysctls of an experiment, and so does the lab here: both only build.
 *
 * @module
 */

import {buildPlan, HOST, type IpCommand, type LabPlan, openLab} from '@vip/core';
import {timed} from './machine.js';
import {printRows, type Row, takeTurns} from './measure.js';

const SIZES = [2, 10, 100, 500];
/** Above this, one process for each step takes a minute. */
const MOST_IN_BASH = 100;
const RUNS: Readonly<Record<number, number>> = {2: 9, 10: 9, 100: 3, 500: 2};

export async function labGrowth(): Promise<void> {
  const perNode: string[] = [];
  for (const size of SIZES) {
    const plan = starPlan(size);
    const downs: number[] = [];
    const ours = {
      name: 'openLab, buildPlan and close',
      async run() {
        const started = performance.now();
        const lab = await openLab();
        await buildPlan(lab, plan);
        const built = performance.now();
        await lab.close();
        const ended = performance.now();
        downs.push(ended - built);
        return ended - started;
      },
    };
    const bash = {name: 'bash, one ip for each step, and its end', run: () => timed(inBash(plan))};
    const rows = await takeTurns(size > MOST_IN_BASH ? [ours] : [bash, ours], RUNS[size] ?? 1);
    console.log(`  ${size} nodes (target: a quarter of bash's time)`);
    printRows(rows);
    perNode.push(describe(size, rows, downs));
  }
  console.log('  up and down, per node (the same in each if growth is linear)');
  for (const line of perNode) console.log(`  ${line}`);
}

function describe(size: number, rows: readonly Row[], downs: readonly number[]): string {
  const ms = rows.at(-1)?.medianMs ?? Number.NaN;
  const down = downs.reduce((sum, each) => sum + each, 0) / downs.length;
  return `${String(size).padStart(4)} nodes: ${(ms / size).toFixed(2)} ms, of which down ${(down / size).toFixed(2)} ms`;
}

/** A switch in the host, and nodes on cables to it. */
function starPlan(size: number): LabPlan {
  const nodes = Array.from({length: size}, (_, index) => `n${index}`);
  const host: IpCommand[] = [
    ['link', 'add', 'lan', 'type', 'bridge'],
    ['link', 'set', 'lan', 'up'],
    ...nodes.flatMap((node, index): IpCommand[] => [
      ['link', 'add', `v${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', node],
      ['link', 'set', `v${index}`, 'master', 'lan', 'up'],
    ]),
  ];
  const inNode = (index: number): IpCommand[] => [
    ['addr', 'add', `10.3.${index >> 8}.${index & 0xff}/8`, 'dev', 'eth0'],
    ['link', 'set', 'eth0', 'up'],
  ];
  const works = nodes.map((node, index) => ({node, commands: inNode(index)}));
  return {
    nodes,
    defaults: {},
    stages: [
      {name: 'the switch', steps: [[{node: HOST, commands: host}]]},
      {name: 'the nodes', steps: [works]},
    ],
  };
}

function inBash(plan: LabPlan): string[] {
  const works = plan.stages.flatMap(({steps}) => steps.flat());
  const lines = [
    'mount -t tmpfs vip /run',
    ...plan.nodes.map(node => `ip netns add ${node}`),
    ...works.flatMap(({node, commands = []}) => {
      const at = node === HOST ? '' : `-n ${node} `;
      return commands.map(words => `ip ${at}${words.join(' ')}`);
    }),
  ];
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const into = ['unshare', '--mount', '--pid', '--net', ...user, '--fork', '--kill-child'];
  return [...into, 'bash', '-ec', lines.join('\n')];
}
