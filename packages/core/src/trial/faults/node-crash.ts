/**
 * The active node dies as a whole.
 *
 * @module
 */

import {TRIAL_STEP} from '@vip/analysis/internal';
import type {Lab} from '../../lab/lab.js';
import {killAll, MACHINE} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';

export const nodeCrash = {
  name: 'node-crash',
  means: 'the whole machine fails: its processes and its interfaces at once',
  ends: {of: 'active'},
  oldHolder: 'has-lost-it',
  predicted: {event: 'crash'},
  async ready(bench) {
    const {lab, wire, settings} = bench;
    const {active} = settings;
    const ifaces = await interfacesOf(lab, active.node);
    return async () => {
      // A machine that dies sends nothing more: the cable goes first, lest the kernel's last frames get out.
      await wire.cut(active.node, 'both');
      bench.step(TRIAL_STEP.cut, 'done', active.node);
      killAll(lab, active.node, MACHINE);
      // A dead machine holds no addresses; a namespace would keep them, including those on interfaces that a daemon created.
      await lab.batch(active.node, [
        ...ifaces.map(iface => ['link', 'set', iface, 'down']),
        ...ifaces.map(iface => ['addr', 'flush', 'dev', iface]),
      ]);
    };
  },
} as const satisfies FaultKind;

/** All of a node's interfaces, as `ip -json link` names them. */
async function interfacesOf(lab: Lab, node: string): Promise<string[]> {
  const {stdout} = await lab.run(node, ['ip', '-json', 'link']);
  return (JSON.parse(stdout) as {ifname: string}[]).map(({ifname}) => ifname);
}
