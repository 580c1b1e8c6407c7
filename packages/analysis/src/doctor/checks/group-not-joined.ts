/**
 * @module
 */

import {type IpAddress, ipToNumber, isIpv4, isIpv6, parseIp} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, type Symptom, setSysctl} from '../check.js';
import {instancesOf, managersOf} from '../daemons.js';
import {Host} from '../host/host.js';

export const GROUP_NOT_JOINED: Check = {
  code: 'DOCTOR_GROUP_NOT_JOINED',
  roles: ['active', 'passive'],
  title: 'keepalived is running, but has not joined its multicast group',
  threads: ['acassen/keepalived#166'],
  look: aboutAddress(async ({vip}, host) => {
    const found = await outsideIts(vip, host);
    if (found === undefined) return [];
    // A daemon that is starting or stopping is briefly not in the group either.
    await host.reader.settle();
    const later = await outsideIts(vip, new Host(host.reader));
    return later?.processes === found.processes ? [found.symptom] : [];
  }),
};

interface Outside {
  /** Process ID of the daemon, to distinguish it from one started since. */
  readonly processes: string;
  readonly symptom: Symptom;
}

async function outsideIts(vip: IpAddress, host: Host): Promise<Outside | undefined> {
  for (const manager of await managersOf(host)) {
    for (const {iface, group, vmac} of instancesOf(manager, vip)) {
      // A daemon that only uses unicast peers joins no group.
      if (iface === undefined || group === undefined || !(isIpv4(group) || isIpv6(group))) continue;
      // With a virtual MAC, the group is joined on the interface that keepalived created for it.
      const places = vmac ? [iface, ...(await childrenOf(iface, host))] : [iface];
      const joined = await Promise.all(places.map(place => hasJoined(parseIp(group), place, host)));
      if (joined.includes(true)) continue;
      const max = await host.sysctl('net/ipv4/igmp_max_memberships');
      const processes = manager.processes.map(({pid}) => pid).join(' ');
      return {processes, symptom: symptomOf(group, iface, max)};
    }
  }
  return undefined;
}

/** @param max igmp_max_memberships; undefined if unknown */
function symptomOf(group: string, iface: string, max: number | undefined): Symptom {
  const setting = `net/ipv4/igmp_max_memberships=${Math.max(2 * (max ?? 0), 100)}`;
  const isLimited = isIpv4(group);
  return {
    severity: 'error',
    evidence: `keepalived advertises to ${group} by ${iface}, and is not in that group there${isLimited ? ` (igmp_max_memberships is ${max ?? 'unknown'})` : ''}`,
    consequence:
      'it receives no advertisements and keeps its state; when the other node fails, no node has the address',
    mend: isLimited ? [setSysctl([setting])] : [],
    lasting: isLimited ? `${keepSysctl([setting])}, then restart keepalived` : 'restart keepalived',
  };
}

async function childrenOf(iface: string, host: Host): Promise<string[]> {
  return (await host.links()).filter(({parent}) => parent === iface).map(({name}) => name);
}

async function hasJoined(group: IpAddress, iface: string, host: Host): Promise<boolean> {
  if (isIpv4(group))
    return groupsOf((await host.text('/proc/net/igmp')) ?? '', iface).includes(igmpName(group));
  const lines = ((await host.text('/proc/net/igmp6')) ?? '')
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  return lines.some(([, name, hex]) => name === iface && hex === mldName(group));
}

/** In the form of /proc/net/igmp: hexadecimal, last octet first. */
function igmpName(group: IpAddress): string {
  const octets = ipToNumber(group).toString(16).padStart(8, '0').match(/../g) ?? [];
  return octets.reverse().join('').toUpperCase();
}

/** In the form of /proc/net/igmp6: 32 hexadecimal digits. */
function mldName(group: IpAddress): string {
  return ipToNumber(group).toString(16).padStart(32, '0');
}

/** The groups of an interface: one line for the interface, then an indented line for each group. */
function groupsOf(text: string, iface: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex(line => {
    const [index, name = ''] = line.split(/[\s:]+/);
    return /^\d+$/.test(index ?? '') && name === iface;
  });
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(line => /^\d/.test(line));
  return rest.slice(0, end < 0 ? undefined : end).map(line => line.trim().split(/\s+/)[0] ?? '');
}
