/**
 * A lab's plan as a shell script: the same topology in plain commands, to learn from and to run without vip.
 * Pure.
 *
 * @module
 */

import {UPLINK} from '@vip/analysis/internal';
import {addNodes, HOST, type LabPlan, type NodeWork} from '../lab/plan.js';

/** A script for sh(1), to be run as root. It ends at the first failure. */
export function planScript(plan: LabPlan): string {
  return [
    '#!/bin/sh',
    '# The failover lab of vip in plain commands. Run as root; in a namespace of its own it touches nothing else:',
    '#   sudo unshare --net --mount sh -c "mount -t tmpfs tmpfs /run && sh lab.sh && exec bash"',
    '# To take it down if it was run without that:',
    `#   ${[...uplinkOf(plan), ...plan.nodes.map(node => `ip netns del ${node}`)].join('; ')}`,
    'set -e',
    'ip link set lo up',
    ...commandLines({node: HOST, commands: addNodes(plan.nodes)}),
    ...settingLines(plan.nodes.map(node => ({node, sysctls: plan.defaults}))),
    ...plan.stages.flatMap(({purpose, steps}) => [
      '',
      ...(purpose === undefined ? [] : [`# ${purpose}`]),
      ...steps.flatMap(works => [...settingLines(works), ...works.flatMap(commandLines)]),
    ]),
    '',
  ].join('\n');
}

/** All other cables have an end in a namespace, and go with it. */
function uplinkOf({stages}: LabPlan): string[] {
  const works = stages.flatMap(({steps}) => steps.flat());
  const isThere = works.some(({commands = []}) => commands.some(words => words.includes(UPLINK)));
  return isThere ? [`ip link del ${UPLINK}`] : [];
}

/** The settings of a step: nodes with the same ones in one loop. The host's own are left alone. */
function settingLines(works: readonly NodeWork[]): string[] {
  const nodes = new Map<string, string[]>();
  for (const {node, sysctls = {}} of works) {
    const settings = Object.entries(sysctls).map(([path, value]) => `${path}=${value}`);
    const text = settings.join(' \\\n    ');
    if (node !== HOST && settings.length > 0) nodes.set(text, [...(nodes.get(text) ?? []), node]);
  }
  return [...nodes].flatMap(([text, names]) => [
    `for node in ${names.join(' ')}; do`,
    `  ip netns exec "$node" sysctl -q -w \\\n    ${text}`,
    'done',
  ]);
}

function commandLines({node, commands = []}: NodeWork): string[] {
  const ip = node === HOST ? 'ip' : `ip -n ${node}`;
  return commands.map(words => `${ip} ${words.join(' ')}`);
}
