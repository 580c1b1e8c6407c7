/**
 * The lab for two nodes with known configurations: its interfaces have the names, and its nodes the addresses, that the
 * configurations use. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {changeSettings, freeAddresses, SWITCH} from '@vip/analysis/internal';
import {addressesOf, type Member, type Router} from '@vip/analysis/internal/audit';
import {type IpFamily, VipError} from '@vip/arp';
import type {Stage} from '../lab/plan.js';
import {furtherLinks} from './bench-links.js';
import {type BenchPair, clientSide} from './bench-pair.js';
import {vipOf} from './bench-vip.js';

export interface BenchLab {
  readonly settings: LabSettings;
  /** The interfaces that the lab of a trial does not have. */
  readonly furtherLinks: Stage;
}

export interface BenchLabOptions {
  /** Family of the probed address; IPv4 by default. */
  readonly family?: IpFamily;
  readonly isAboutAll?: boolean;
}

/**
 * @param isAboutAll whether to probe an address that only the first node has, if there is one: a failover loses it
 * @throws VipError `NOT_POSSIBLE` for a router that cannot be built in the lab
 */
export function benchLab(
  router: Router,
  pair: BenchPair,
  {family = 'IPv4', isAboutAll = false}: BenchLabOptions = {},
): BenchLab {
  const [first, second] = pair;
  const vip = vipOf(pair, family, isAboutAll);
  const names = namesOf(pair);
  const changes: [string, string][] = [['vip', `${vip.ip}/${vip.prefixLength}`]];
  for (const [index, member] of pair.entries()) {
    const own = nodeAddress(member, pair[1 - index] as Member, family);
    if (own !== undefined) changes.push([`ns${index}.ip`, `${own}/${vip.prefixLength}`]);
  }
  const {active, passive, ...others} = settingsOf(
    router,
    changes,
    family,
    new Set(pair.flatMap(({node}) => configuredAddresses(node))),
  );
  const settings = {
    ...others,
    active: {...active, node: names[0], iface: clientSide(first)},
    passive: {...passive, node: names[1], iface: clientSide(second)},
  };
  return {settings, furtherLinks: furtherLinks(pair, names)};
}

function configuredAddresses({config}: Member['node']): string[] {
  return config.instances.flatMap(addressesOf);
}

/** @param taken addresses of the configurations, which no station of ours may have */
function settingsOf(
  {name}: Router,
  changes: readonly [string, string][],
  family: IpFamily,
  taken: ReadonlySet<string>,
): LabSettings {
  try {
    const placed = changeSettings(changes, [], family);
    const strays = placesOf(placed).filter(
      ([setting, address]) => taken.has(address) && changes.every(([changed]) => changed !== setting),
    );
    if (strays.length === 0) return placed;
    const free = freeAddresses(placed, taken.size + strays.length).filter(address => !taken.has(address));
    const moved = strays.map(([setting], index): [string, string] => [
      setting,
      `${free[index]}/${placed.vip.prefixLength}`,
    ]);
    return changeSettings([...changes, ...moved], [], family);
  } catch (cause) {
    throw new VipError('NOT_POSSIBLE', `prove: ${name}: ${(cause as Error).message}`, {cause});
  }
}

/** The addresses of the nodes on the VIP's network, by the setting of each. keepalived never advertises from a virtual address. */
function placesOf({active, passive, client, ext, router}: LabSettings): [setting: string, address: string][] {
  const stations = {ns0: active, ns1: passive, client, ext, router};
  return Object.entries(stations).map(([name, {address}]) => [`${name}.ip`, address.address]);
}

/** Its source address, unless that was copied from its peer: then the peer's destination. The lab's own if neither is given. */
function nodeAddress({instance}: Member, {instance: other}: Member, family: IpFamily): string | undefined {
  const own = instance.source?.value;
  const isCopied = own !== undefined && own === other.source?.value;
  const peer = other.peers.find(({value}) => value !== other.source?.value)?.value;
  const address = own === undefined || (isCopied && peer !== undefined) ? peer : own;
  return address === undefined || address.includes(':') !== (family === 'IPv6') ? undefined : address;
}

/** Node names from which a switch port's name can be made; longer ones do not fit (IFNAMSIZ). */
const NODE_NAME = /^[A-Za-z][\w-]{0,11}$/;

/** The names of the lab's other stations. */
const TAKEN = new Set(['lab', 'host', SWITCH, 'ext', 'router', 'remote', 'rogue']);

function namesOf(pair: BenchPair): readonly [string, string] {
  const names = pair.map(({node}) => node.name) as [string, string];
  return names.every(name => NODE_NAME.test(name) && !TAKEN.has(name)) ? names : ['ns0', 'ns1'];
}
