/**
 * Faults as deeds: what is done to the lab for each, and how it is undone.
 *
 * @module
 */

import {formatIpv4Interface, VipError} from '@vip/arp';
import type {Lab} from '../lab/lab.js';
import {aim, killAll, signalAll, signalMain} from './driven.js';
import type {Bench} from './driver.js';
import type {Fault, FaultName} from './fault.js';
import {cut, mend} from './wire.js';

/** What a fault does, and what undoes it. */
interface Deed {
  inject(bench: Bench): Promise<void>;
  heal?(bench: Bench): Promise<void>;
}

const DEEDS: Readonly<Record<FaultName, Deed>> = {
  'switch-over': {inject: async () => {}},
  'link-down': {inject: bench => setLink(bench, 'down')},
  failback: {inject: bench => setLink(bench, 'down'), heal: bench => restoreLink(bench)},
  'node-crash': {
    async inject({lab, settings: {active}}) {
      const ifaces = await interfacesOf(lab, active.node);
      // A machine that dies says nothing more: the cable first, lest the kernel's last words get out.
      await cut(lab, active.node, 'both');
      killAll(lab, active.node);
      // A dead machine holds no address; a namespace would keep them, on the interfaces that a daemon made as well.
      await lab.batch(active.node, [
        ...ifaces.map(iface => ['link', 'set', iface, 'down']),
        ...ifaces.map(iface => ['addr', 'flush', 'dev', iface]),
      ]);
    },
  },
  kill: {
    async inject({lab, settings}) {
      killAll(lab, settings.active.node);
    },
  },
  stop: {
    async inject({lab, settings}) {
      signalMain(lab, settings.active.node, 'SIGTERM');
    },
  },
  freeze: {
    async inject({lab, settings}) {
      signalAll(lab, settings.active.node, 'SIGSTOP');
      // The node's kernel would go on answering for it: a frozen machine's does not.
      await cut(lab, settings.active.node, 'both');
    },
    async heal({lab, settings}) {
      // A machine thaws as a whole: cable and processes as close together as we can.
      const send = aim(lab, settings.active.node);
      await mend(lab);
      send('SIGCONT');
    },
  },
  partition: {
    inject: ({lab, settings}) => cut(lab, settings.active.node, 'both'),
    heal: ({lab}) => mend(lab),
  },
  'mute-rx': {inject: ({lab, settings}) => cut(lab, settings.active.node, 'rx')},
  'mute-tx': {inject: ({lab, settings}) => cut(lab, settings.active.node, 'tx')},
  rogue: {
    async inject({lab, crew, settings: {vip, rogue}}) {
      if (rogue === undefined)
        throw new VipError('BAD_ARGUMENT', 'fault rogue: the lab has no third machine');
      const {node, iface, mac} = rogue;
      await lab.batch(node, [['addr', 'add', formatIpv4Interface(vip), 'dev', iface]]);
      await crew.agent(node).call('announce', {iface, ip: vip.address, mac, form: 'both'});
    },
  },
};

/** Makes something go wrong. */
export async function injectFault(bench: Bench, {name}: Fault): Promise<void> {
  await DEEDS[name].inject(bench);
}

/** Makes it right again. */
export async function healFault(bench: Bench, {name}: Fault): Promise<void> {
  await DEEDS[name].heal?.(bench);
}

/** All of a node's interfaces, as `ip -json link` names them. */
async function interfacesOf(lab: Lab, node: string): Promise<string[]> {
  const {stdout} = await lab.run(node, ['ip', '-json', 'link']);
  return (JSON.parse(stdout) as {ifname: string}[]).map(({ifname}) => ifname);
}

async function setLink({lab, settings}: Bench, state: 'up' | 'down'): Promise<void> {
  const {node, iface} = settings.active;
  await lab.batch(node, [['link', 'set', iface, state]]);
}

/** A link that comes up has lost its routes through gateways. */
async function restoreLink(bench: Bench): Promise<void> {
  await setLink(bench, 'up');
  const {active, router} = bench.settings;
  await bench.lab.batch(active.node, [['route', 'replace', 'default', 'via', router.address.address]]);
}
