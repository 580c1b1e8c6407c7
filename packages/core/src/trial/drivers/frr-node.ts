/**
 * What FRR needs in its nodes before it starts.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {settingsFamily} from '@vip/analysis/internal';
import {formatIpInterface} from '@vip/arp';
import {SCRATCH} from '../../lab/init.js';
import {HOST, type IpCommand, type NodeWork} from '../../lab/plan.js';
import {ipv6Sysctls, mergeSysctls} from '../../lab/sysctls.js';
import {type Bench, candidates} from '../driver.js';
import {FRR_VRID} from './frr-config.js';

/** Visible in the lab only: FRR's daemons require their user to be in the group `frrvty`, and write to /var/tmp. */
const SURROUNDINGS = `
[ -e ${SCRATCH}/group ] && exit
set -e
{ grep -v '^frrvty:' /etc/group; echo frrvty:x:0:root; } >${SCRATCH}/group
mount --bind ${SCRATCH}/group /etc/group
mkdir ${SCRATCH}/var-tmp
mount --bind ${SCRATCH}/var-tmp /var/tmp
`;

/** The virtual router's interface, by whose MAC the daemon finds it. */
interface RouterInterface {
  readonly iface: string;
  readonly mac: string;
}

/** Makes an interface for each address in both nodes, held down until the daemon decides. */
export async function prepareFrr({lab, settings, families}: Bench): Promise<void> {
  // A mount inside a node is visible to that one command only.
  await lab.run(HOST, ['sh', '-c', SURROUNDINGS]);
  await lab.build({
    name: 'trial',
    steps: [
      candidates(settings).map(station => ({
        node: station.node,
        sysctls: parentSysctls(station),
        commands: families.flatMap(family => added(station, routerInterface(family))),
      })),
      candidates(settings).map(station => inUse(station, families)),
    ],
  });
}

/**
 * The address is local to the backup as well, so the parent interface must neither answer for it nor ask with it as the sender
 * (arp_ignore, arp_announce, ip-sysctl.rst).
 */
function parentSysctls({iface}: Station): Record<string, number> {
  return {
    [`net/ipv4/conf/${iface}/arp_ignore`]: 1,
    [`net/ipv4/conf/${iface}/arp_announce`]: 2,
  };
}

function added({iface: parent}: Station, {iface, mac}: RouterInterface): IpCommand[] {
  return [
    ['link', 'add', iface, 'link', parent, 'address', mac, 'type', 'macvlan', 'mode', 'bridge'],
    // Before it is up: otherwise the backup would answer for a moment.
    ['link', 'set', iface, 'protodown', 'on'],
  ];
}

function inUse({node}: Station, families: readonly LabSettings[]): NodeWork {
  const each = families.map(family => ({family, ...routerInterface(family)}));
  return {
    node,
    sysctls: mergeSysctls(each.map(ipv6Sysctls)),
    commands: each.flatMap(({family, iface}) => {
      const isIpv4 = settingsFamily(family) === 'IPv4';
      return [
        // The daemon sends over IPv6 from the interface's own link-local address.
        ['link', 'set', iface, 'addrgenmode', isIpv4 ? 'none' : 'eui64'],
        ['link', 'set', iface, 'up'],
        ['addr', 'add', formatIpInterface(family.vip), 'dev', iface, ...(isIpv4 ? [] : ['nodad'])],
      ];
    }),
  };
}

/** VRRP has a MAC for each family (RFC 9568 §7.3). */
function routerInterface(settings: LabSettings): RouterInterface {
  const family = settingsFamily(settings) === 'IPv4' ? 1 : 2;
  const id = FRR_VRID.toString(16).padStart(2, '0');
  return {
    iface: family === 1 ? `vrrp4-${FRR_VRID}` : `vrrp6-${FRR_VRID}`,
    mac: `00:00:5e:00:0${family}:${id}`,
  };
}
