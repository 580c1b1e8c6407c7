/**
 * The lab of a trial for the user's own configurations: interfaces by their names, and every address that both nodes have. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {familiesOf} from '@vip/analysis/internal';
import {type AuditNode, addressesOf, audit, type Member, type Router} from '@vip/analysis/internal/audit';
import {type IpFamily, isInNetwork, parseIp, VipError} from '@vip/arp';
import type {Stage} from '../lab/plan.js';
import {benchLab} from './bench-lab.js';
import {type BenchPair, clientSide} from './bench-pair.js';
import {probedAddresses} from './bench-vip.js';

export interface ConfigLab {
  readonly settings: LabSettings;
  /** The settings of the other family, if the configurations have addresses of both. */
  readonly second?: LabSettings;
  /** For each further address that the first node gives to the second: the same stations. */
  readonly more: readonly LabSettings[];
  /** Addresses of both nodes that no observer of the lab could reach, or that are too many. */
  readonly unmeasured: readonly string[];
  readonly furtherLinks: Stage;
}

/** More in one trial would keep the observers too busy to measure any of them well. */
const MOST_ADDRESSES = 20;

/**
 * Undefined if both nodes share no virtual router, or none that the lab can have.
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
  // Of several interfaces for clients, the lab has only the first.
  const second = other?.ifaces === ifaces ? other.settings : undefined;
  const bases = familiesOf({settings, second});
  const further = furtherAddresses(own, ifaces, bases);
  const more = further.flatMap(({lab}) => lab ?? []).slice(0, MOST_ADDRESSES - bases.length);
  const measured = new Set(more.map(({vip}) => String(vip.address)));
  return {
    settings,
    ...(second === undefined ? {} : {second}),
    more,
    unmeasured: further.map(({ip}) => ip).filter(ip => !measured.has(ip)),
    furtherLinks,
  };
}

/** The other addresses that move with it on the same interfaces, if an observer of the lab for that address can reach them. */
function furtherAddresses(
  candidates: readonly Candidate[],
  ifaces: string,
  bases: readonly LabSettings[],
): {ip: string; lab?: LabSettings}[] {
  const probed = new Set<string>(bases.map(({vip}) => vip.address));
  const moving = candidates
    .filter(({pair}) => pair.map(clientSide).join(' ') === ifaces)
    .flatMap(({pair}) => addressesOfBoth(pair))
    .filter(ip => !probed.has(ip));
  return [...new Set(moving)].map(ip => {
    const address = parseIp(ip);
    const base = bases.find(({vip}) => isInNetwork(address, vip));
    return base === undefined ? {ip} : {ip, lab: {...base, vip: {...base.vip, address}}};
  });
}

function addressesOfBoth([first, second]: BenchPair): string[] {
  const theirs = new Set(addressesOf(second.instance));
  return (['IPv4', 'IPv6'] as const)
    .flatMap(family => probedAddresses(first, family).map(({ip}) => ip))
    .filter(ip => theirs.has(ip));
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
      // No lab can have these addresses, but the next ones may be possible.
      if (!(error instanceof VipError)) throw error;
    }
  }
  return undefined;
}
