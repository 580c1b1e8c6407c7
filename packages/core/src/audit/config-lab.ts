/**
 * The lab of a trial for the user's own configurations: interfaces by their names, and an address of each family that both nodes
 * have. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {type AuditNode, audit, type Member, type Router} from '@vip/analysis/audit';
import {type IpFamily, VipError} from '@vip/arp';
import type {Stage} from '../lab/plan.js';
import {type BenchPair, benchLab, clientSide, probedAddresses} from './bench-lab.js';

export interface ConfigLab {
  readonly settings: LabSettings;
  /** Of the other family, where the configurations have addresses of both. */
  readonly second?: LabSettings;
  readonly furtherLinks: Stage;
}

/**
 * Undefined where no virtual router is in both nodes, or none that the lab could have.
 *
 * @param nodes the active one first
 */
export function configLab(nodes: readonly AuditNode[]): ConfigLab | undefined {
  const pairs = audit(nodes).cluster.routers.flatMap(router => pairIn(router, nodes));
  // The trial waits until the first node has the address.
  const own = pairs.filter(({router}) => router.members[0]?.node.name === nodes[0]?.name);
  const candidates = [...own, ...pairs];
  const first = labOf(candidates, 'IPv4') ?? labOf(candidates, 'IPv6');
  if (first === undefined) return undefined;
  const {settings, furtherLinks, family, ifaces} = first;
  const other = family === 'IPv6' ? undefined : labOf(candidates, 'IPv6');
  // With several interfaces for clients the lab has the first.
  const second = other?.ifaces === ifaces ? other.settings : undefined;
  return {settings, ...(second === undefined ? {} : {second}), furtherLinks};
}

interface Candidate {
  readonly router: Router;
  readonly pair: BenchPair;
}

function pairIn(router: Router, nodes: readonly AuditNode[]): Candidate[] {
  const members = nodes.map(({name}) => router.members.find(({node}) => node.name === name));
  const [active, passive] = members as (Member | undefined)[];
  return active === undefined || passive === undefined ? [] : [{router, pair: [active, passive]}];
}

function labOf(candidates: readonly Candidate[], family: IpFamily) {
  for (const {router, pair} of candidates) {
    if (probedAddresses(pair[0], family).length === 0) continue;
    try {
      return {...benchLab(router, pair, {family}), family, ifaces: pair.map(clientSide).join(' ')};
    } catch (error) {
      // Addresses that no lab could have: the next may do.
      if (!(error instanceof VipError)) throw error;
    }
  }
  return undefined;
}
