/** A virtual address whose interface has no other address in its network, and so no route to clients on the link. */

import type {Member} from '../../audit/cluster.js';
import type {VipEntry} from '../../audit/keepalived/model/address.js';
import {type FindingDraft, KEEPALIVED_ISSUES, subjectOf} from '../../audit/rules/rule.js';
import type {Host} from '../host/host.js';
import {asText, type JsonObject} from '../json.js';
import {isInDestination, isInSubnet} from '../network.js';
import {type HostRule, membersOf} from './rule.js';

export const vipNoPrefix: HostRule = {
  code: 'VIP_NO_PREFIX',
  severity: 'warning',
  title: 'an address without a prefix length, outside every network of its interface',
  thread: `${KEEPALIVED_ISSUES}2127`,
  look: async here => {
    const drafts: FindingDraft[] = [];
    for (const member of membersOf(here))
      for (const entry of [...member.instance.vips, ...member.instance.excluded]) {
        const dev = entry.dev ?? member.instance.iface;
        if (entry.prefixLength !== wholeOf(entry) || dev === undefined) continue;
        if (await isAlone(entry, dev, member, here.host)) drafts.push(draftOf(entry, dev, member));
      }
    return drafts;
  },
};

function wholeOf({family}: VipEntry): number {
  return family === 6 ? 128 : 32;
}

function draftOf({ip, hasPrefix, place, family}: VipEntry, dev: string, member: Member): FindingDraft {
  const whole = family === 6 ? 128 : 32;
  return {
    subject: subjectOf([member]),
    where: [place],
    evidence: `${ip} has ${hasPrefix ? `/${whole}` : `no prefix length, which means /${whole}`}, and no other address of ${dev} is in its network`,
    consequence: `while this node has ${ip}, it has no route to clients in that network: they resolve its MAC, but 0 of 3 pings are answered`,
    remedy: `give ${ip} the prefix length of its network`,
  };
}

/**
 * A route through that interface carries the answers, and so does a default route by way of its gateway (measured). On lo and on a dummy an
 * address is alone by design, and an interface that is not there is reported as such.
 */
async function isAlone(
  {ip, family}: VipEntry,
  dev: string,
  {instance}: Member,
  host: Host,
): Promise<boolean> {
  const link = await host.link(dev);
  if (link === undefined || dev === 'lo' || link.kind === 'dummy') return false;
  // An address with the network's prefix length adds a route for all of it.
  const siblings = [...instance.vips, ...instance.excluded].filter(
    entry => entry.ip !== ip && (entry.dev ?? instance.iface) === dev,
  );
  const neighbours = [
    ...siblings,
    ...(await host.addresses()).filter(each => each.iface === dev && each.ip !== ip),
  ];
  if (neighbours.some(each => isInSubnet(ip, each.ip, each.prefixLength))) return false;
  const routes = await host.routes(family === 6 ? 'ipv6' : 'ipv4');
  return !instance.has('virtual_routes') && !routes.some(route => leadsBack(route, ip, dev));
}

function leadsBack(route: JsonObject, ip: string, dev: string): boolean {
  const to = asText(route.dst);
  const isOwn = ['local', 'broadcast', 'multicast', 'anycast'].includes(asText(route.type)) || to === ip;
  return !isOwn && asText(route.dev) === dev && isInDestination(ip, to);
}
