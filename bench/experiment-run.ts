/**
 * The experiment from call to verdict, and how much of it is building and taking down the lab, compared with the same
 * commands run by a shell: one batch for each node, and one command for each step.
 *
 * @module
 */

import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {buildPlan, HOST, type IpCommand, type LabPlan, type NodeWork, openLab} from '@vip/core';
import {addNodes, macvlanTopology} from '@vip/core/internal';
import {timed, VIP} from './machine.js';
import {printRows, takeTurns} from './measure.js';

const N = 15;

export async function experimentRun(): Promise<void> {
  const plan = macvlanTopology({settings: DEFAULT_SETTINGS});
  const taken: number[] = [];
  const built = async () => {
    const started = performance.now();
    const lab = await openLab();
    await buildPlan(lab, plan);
    const ms = performance.now() - started;
    const ready = performance.now();
    await lab.close();
    taken.push(performance.now() - ready);
    return ms;
  };
  console.log('  building the lab (target: 150 ms)');
  const build = await takeTurns(
    [
      {name: 'a shell, one batch for each node', run: () => timed(inNamespaces(script(plan, batches)))},
      {name: 'a shell, one command for each step', run: () => timed(inNamespaces(script(plan, singly)))},
      {name: 'openLab and buildPlan', run: built},
    ],
    N,
  );
  printRows(build);
  console.log('  taking it down (target: 50 ms)');
  const waiting = [...taken];
  printRows(
    await takeTurns(
      [
        {name: 'a shell with empty namespaces, from start to end', run: () => timed(inNamespaces('exit 0'))},
        {name: 'lab.close()', run: () => waiting.shift() ?? Number.NaN},
      ],
      N - 1,
    ),
  );
  console.log('  vip experiment --delay 0s (target: 2 s)');
  const seconds = await takeTurns(
    [
      {name: 'node -e 0', run: () => timed([process.execPath, '-e', '0'])},
      {
        name: 'vip experiment --delay 0s',
        run: () => timed([process.execPath, VIP, 'experiment', '--delay', '0s']),
      },
    ],
    7,
  );
  printRows(seconds);
}

function inNamespaces(body: string): string[] {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const setUp = 'mount -t tmpfs vip /run && mount -t sysfs sysfs /sys && ip link set lo up || exit';
  return [
    'unshare',
    '--mount',
    '--pid',
    '--net',
    ...user,
    '--fork',
    '--kill-child',
    'sh',
    '-ec',
    `${setUp}\n${body}`,
  ];
}

function script(plan: LabPlan, commands: (node: string, list: readonly IpCommand[]) => string): string {
  const works: NodeWork[] = [
    {node: HOST, commands: addNodes(plan.nodes)},
    ...plan.nodes.map(node => ({node, sysctls: plan.defaults})),
    ...plan.stages.flatMap(({steps}) => steps.flat()),
  ];
  return works.map(work => settings(work) + commands(work.node, work.commands ?? [])).join('');
}

function settings({node, sysctls = {}}: NodeWork): string {
  const values = Object.entries(sysctls).map(([path, value]) => `${path}=${value}`);
  const where = node === HOST ? '' : `ip netns exec ${node} `;
  return values.length === 0 ? '' : `${where}sysctl -q -w ${values.join(' ')}\n`;
}

function batches(node: string, list: readonly IpCommand[]): string {
  if (list.length === 0) return '';
  return `ip ${at(node)}-batch - <<END\n${list.map(words => `${words.join(' ')}\n`).join('')}END\n`;
}

function singly(node: string, list: readonly IpCommand[]): string {
  return list.map(words => `ip ${at(node)}${words.join(' ')}\n`).join('');
}

function at(node: string): string {
  return node === HOST ? '' : `-n ${node} `;
}
