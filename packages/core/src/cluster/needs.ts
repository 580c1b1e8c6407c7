/**
 * What a machine of a cluster needs, found out before anything begins. Pure.
 *
 * @module
 */

import {listed} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import type {MachineRole} from './machine.js';
import type {MachineFacts} from './survey-text.js';

/** The packages of Debian and its derivatives. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  tcpdump: 'tcpdump',
  date: 'coreutils',
  'ping or fping': 'iputils-ping',
};

export interface Examined {
  readonly node: string;
  readonly role: MachineRole;
  readonly iface: string;
  readonly facts: MachineFacts;
  /** Whether an installed vip asks. */
  readonly hasAgent: boolean;
}

/**
 * @throws VipError `TOOL_MISSING` that names each machine, and what is missing there; `NO_INTERFACE`; `NO_PERMISSION` for an
 *   observer that may not ping
 */
export function checkNeeds(machines: readonly Examined[]): void {
  const lacking = machines.flatMap(({node, role, facts, hasAgent}) => {
    const missing = ['ip', 'tcpdump', 'date'].filter(tool => !facts.tools.has(tool));
    const canAsk = hasAgent || facts.tools.has('ping') || facts.tools.has('fping');
    const all = role === 'observer' && !canAsk ? [...missing, 'ping or fping'] : missing;
    return all.length === 0 ? [] : [{node, all}];
  });
  if (lacking.length === 0) {
    checkInterfaces(machines);
    return;
  }
  const packages = [...new Set(lacking.flatMap(({all}) => all.map(tool => PACKAGES[tool])))];
  const what = lacking.map(({node, all}) => `${node} has no ${listed(all.map(nameOf))}`).join('; ');
  throw new VipError('TOOL_MISSING', `cluster: ${what}: install ${packages.join(', ')} there`);
}

/** Names the package for `ip`, because BusyBox has one that is not enough. */
function nameOf(tool: string): string {
  return tool === 'ip' ? 'ip (iproute2)' : tool;
}

function checkInterfaces(machines: readonly Examined[]): void {
  for (const {node, role, iface, facts, hasAgent} of machines) {
    if (facts.mac === undefined)
      throw new VipError(
        'NO_INTERFACE',
        `${node}: expected an Ethernet interface ${iface}, got ${facts.insteadOfLink}`,
      );
    if (role === 'observer' && !hasAgent && facts.tools.has('ping') && facts.leastIntervalMs === undefined)
      throw new VipError(
        'NO_PERMISSION',
        `${node}: expected ping to work there, but it does not even reach 127.0.0.1`,
      );
  }
}
