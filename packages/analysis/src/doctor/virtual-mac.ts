/**
 * Whether frames from a virtual MAC arrive: the owner probes a neighbour from its own MAC, then from the virtual one.
 *
 * @module
 */

import {type IpAddress, isIpv4, isIpv6, isOfIpv6, parseIp} from '@vip/arp';
import {ruleFinding} from '../audit/rules/rule.js';
import {VMAC_REMEDY, vmacFiltered} from '../audit/rules/vmac-filtered.js';
import type {Finding} from '../findings/finding.js';
import type {Subject} from './check.js';
import {formatSubject} from './examine.js';
import {Host} from './host/host.js';
import {hasVirtualMac} from './host/link.js';
import type {HostReader} from './host/reader.js';
import {asList, asObject, asText} from './json.js';

export interface MacQuestion {
  /** The interface with the virtual MAC. */
  readonly iface: string;
  /** The interface with the machine's own MAC. */
  readonly parent: string;
  /** The neighbours to probe, the likeliest to answer first. */
  readonly neighbours: readonly IpAddress[];
  /** The source address on the parent. */
  readonly own: IpAddress | undefined;
  readonly vip: IpAddress;
}

/** Maximum number of neighbours probed. */
const MOST_NEIGHBOURS = 4;

/** Undefined if the address is not on a virtual MAC here. @throws Blind */
export async function macQuestion(
  {role, vip, iface}: Subject,
  reader: HostReader,
): Promise<MacQuestion | undefined> {
  const host = new Host(reader);
  const link = await host.link(iface);
  if (role !== 'active' || vip === undefined || link?.parent === undefined || !hasVirtualMac(link))
    return undefined;
  const {parent} = link;
  const isAlike = (ip: IpAddress) => isOfIpv6(ip) === isOfIpv6(vip);
  const routes = await host.routes(isOfIpv6(vip) ? 'ipv6' : 'ipv4');
  const gateways = routes.filter(({dev}) => dev === parent).map(({gateway}) => asText(gateway));
  const entries = asList(await host.json(['ip', '-j', 'neigh', 'show', 'dev', parent])).map(asObject);
  const known = entries.filter(({lladdr}) => lladdr !== undefined).map(({dst}) => asText(dst));
  const neighbours = [...gateways, ...known].filter(text => isIpv4(text) || isIpv6(text)).map(parseIp);
  return {
    ...{iface, parent, vip},
    neighbours: [...new Set(neighbours.filter(isAlike))].slice(0, MOST_NEIGHBOURS),
    own: (await host.addresses()).find(each => each.iface === parent && isAlike(each.ip))?.ip,
  };
}

/** @param neighbour answers the parent but not the virtual MAC */
export function filteredMac(
  subject: Subject,
  {iface, parent, vip}: MacQuestion,
  neighbour: IpAddress,
): Finding {
  return ruleFinding(vmacFiltered, {
    subject: formatSubject(subject),
    where: [],
    evidence: `${neighbour} answers ${parent}, and does not answer ${iface}, which has the virtual MAC`,
    consequence: `${vip} is dark while its owner is healthy (0 of 3,318 probes behind a port that filters MACs); without vmac_xmit_base the other node takes it as well`,
    remedy: VMAC_REMEDY,
  });
}
