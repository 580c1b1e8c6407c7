import {availableParallelism} from 'node:os';
import {HOST, type LabPlan, openLab} from '@vip/core';
import test from 'ava';

const NODES = Array.from({length: 3 * availableParallelism() + 1}, (_, index) => `n${index}`);

/** A bridge without ports in each node, with an address made from the node's number. */
function bridges(wrong?: string): LabPlan {
  const works = NODES.map((node, index) => ({
    node,
    commands: [
      ['link', 'add', 'br0', 'type', 'bridge'],
      ['addr', 'add', `10.3.0.${index + 1}/8`, 'dev', node === wrong ? 'nowhere' : 'br0'],
    ],
  }));
  return {nodes: NODES, defaults: {}, stages: [{name: 'bridges', steps: [works]}]};
}

test('each of many nodes gets its own commands', async t => {
  await using lab = await openLab();
  const {nodes, defaults, stages} = bridges();
  await lab.addNodes({nodes, defaults});
  for (const stage of stages) await lab.build(stage);
  for (const [index, node] of NODES.entries()) {
    const {stdout} = await lab.run(node, ['ip', '-brief', 'addr', 'show', 'dev', 'br0']);
    t.regex(stdout, new RegExp(`\\b10\\.3\\.0\\.${index + 1}/8\\b`), node);
  }
});

test('a failure in one of many nodes names the node, the command and the reason', async t => {
  await using lab = await openLab();
  const {nodes, defaults, stages} = bridges('n4');
  await lab.addNodes({nodes, defaults});
  const [stage] = stages;
  await t.throwsAsync(async () => stage && lab.build(stage), {
    code: 'COMMAND_FAILED',
    message: 'lab: node n4: ip addr add 10.3.0.5/8 dev nowhere: Cannot find device "nowhere"',
  });
});

test('a missing node is reported', async t => {
  await using lab = await openLab();
  const works = ['m0', 'm1'].map(node => ({node, commands: [['link', 'set', 'lo', 'up']]}));
  await t.throwsAsync(lab.build({name: 'nowhere', steps: [works]}), {
    code: 'COMMAND_FAILED',
    message: /^lab: node (m[01]): Cannot open network namespace "\1"/,
  });
});

test('a batch too long for an argument, a setting and the host run alongside the others in one step', async t => {
  await using lab = await openLab();
  await lab.addNodes({nodes: NODES, defaults: {}});
  const many = Array.from({length: 4000}, (_, index) => [
    ...['addr', 'add', `10.${index >> 8}.${index & 0xff}.1/32`, 'dev', 'lo'],
  ]);
  const up = [['link', 'set', 'lo', 'up']];
  const works = [
    {node: 'n0', commands: many},
    {node: 'n1', sysctls: {'net/ipv4/ip_forward': 1}, commands: up},
    {node: HOST, commands: [['link', 'add', 'br0', 'type', 'bridge']]},
    ...NODES.slice(2).map(node => ({node, commands: up})),
  ];
  await lab.build({name: 'all sorts', steps: [works]});
  const lines = async (node: string, argv: string[]) =>
    (await lab.run(node, argv)).stdout.trim().split('\n').length;
  t.true((await lines('n0', ['ip', '-oneline', '-4', 'addr', 'show', 'dev', 'lo'])) >= 4000);
  const {stdout} = await lab.run('n1', ['cat', '/proc/sys/net/ipv4/ip_forward']);
  t.is(stdout.trim(), '1');
  t.is(await lines(HOST, ['ip', '-brief', 'link', 'show', 'dev', 'br0']), 1);
  for (const node of NODES.slice(1)) {
    const shown = await lab.run(node, ['ip', '-brief', 'link', 'show', 'dev', 'lo']);
    t.regex(shown.stdout, /UP/, node);
  }
});
