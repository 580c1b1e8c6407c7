/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type Check, keepSysctl, ofAddress, setSysctl} from '../check.js';
import {hasWord, managersOf} from '../daemons.js';

/** 224.0.0.18 as /proc/net/igmp prints it: hexadecimal, the last octet first. */
const GROUP = '120000E0';

export const GROUP_NOT_JOINED: Check = {
  code: 'DOCTOR_GROUP_NOT_JOINED',
  roles: ['active', 'passive'],
  title: 'keepalived is running, but has not joined its multicast group',
  threads: ['acassen/keepalived#166'],
  look: ofAddress(async ({vip, iface}, host) => {
    const keepalived = (await managersOf(host)).find(({name}) => name === 'keepalived');
    const text = keepalived?.configuration;
    if (isOfIpv6(vip) || text === undefined || !hasWord(text, iface)) return [];
    if (/\bunicast_peer\b/.test(text) || /\bvrrp_mcast_group4\b|\bmcast_dst_ip\b/.test(text)) return [];
    const groups = groupsOf((await host.text('/proc/net/igmp')) ?? '', iface);
    if (groups.includes(GROUP)) return [];
    const max = await host.sysctl('net/ipv4/igmp_max_memberships');
    const setting = `net/ipv4/igmp_max_memberships=${Math.max(2 * (max ?? 0), 100)}`;
    return [
      {
        severity: 'error',
        evidence: `keepalived's configuration names ${iface}, and /proc/net/igmp has no ${GROUP} there (igmp_max_memberships is ${max ?? 'unknown'})`,
        consequence:
          'it receives no advertisements and keeps its state; when the other node fails, no node has the address',
        mend: [setSysctl([setting])],
        lasting: `${keepSysctl([setting])}, then restart keepalived`,
      },
    ];
  }),
};

/** The groups that an interface is in: a line for it, then an indented one for each group. */
function groupsOf(text: string, iface: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex(line =>
    new RegExp(`^\\d+\\s+${iface.replaceAll('.', '\\.')}\\s*:`).test(line),
  );
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(line => /^\d/.test(line));
  return rest.slice(0, end < 0 ? undefined : end).map(line => line.trim().split(/\s+/)[0] ?? '');
}
