/**
 * Mistakes in the files of software other than keepalived, one for each rule.
 *
 * @module
 */

import {auditKubernetes, auditSoftware, KUBERNETES, softwareOf} from '@vip/analysis/internal/audit';
import {kubernetesIn} from '@vip/core/internal/manifests';
import {KUBERNETES_MISTAKES} from './kubernetes-mistakes.js';
import type {SoftwareMistake} from './software-mistake.js';

export const UCARP_1 = `#!/bin/sh
exec /usr/sbin/ucarp --interface=eth0 --srcip=10.0.0.1 --vhid=42 --pass=love \\
  --addr=10.0.0.100 --advskew=0 --preempt \\
  --upscript=/etc/vip-up.sh --downscript=/etc/vip-down.sh --shutdown
`;

export const UCARP_2 = UCARP_1.replace('10.0.0.1 ', '10.0.0.2 ').replace('advskew=0', 'advskew=100');

export const FRR_1 = `frr version 8.4.4
!
interface eth0
 vrrp 5 version 2
 vrrp 5 priority 200
 vrrp 5 advertisement-interval 1000
 vrrp 5 ip 10.0.0.100
exit
`;

export const FRR_2 = FRR_1.replace('200', '100');

const frr = (code: string, from: string | RegExp, to: string, how?: string): SoftwareMistake => ({
  code,
  ...(how === undefined ? {} : {how}),
  texts: [FRR_1, FRR_2.replaceAll(from, to)],
});

const ucarp = (code: string, from: string, to: string, how?: string): SoftwareMistake => ({
  code,
  ...(how === undefined ? {} : {how}),
  texts: [UCARP_1, UCARP_2.replace(from, to)],
});

export const CRM = `primitive vip ocf:heartbeat:IPaddr2 \\
  params ip=10.0.0.100 cidr_netmask=24 nic=eth0 \\
  op monitor interval=10s timeout=20s \\
  op start timeout=20s interval=0s
`;

const IPV6 = CRM.replace('10.0.0.100', 'fd00::100').replace('=24', '=64');

const crm = (code: string, from: string, to: string, how?: string): SoftwareMistake => ({
  code,
  ...(how === undefined ? {} : {how}),
  texts: [CRM.replace(from, to)],
});

export const SOFTWARE_MISTAKES: readonly SoftwareMistake[] = [
  ucarp('UCARP_REFUSED', '--interface', '-m 224.0.0.19 --interface', 'a letter that is not read'),
  ucarp('UCARP_REFUSED', '--vhid=42', '--vhid=256', 'an invalid VHID'),
  ucarp('UCARP_REFUSED', '--pass=love ', '', 'no password'),
  ucarp('UCARP_REFUSED', '--addr=10.0.0.100', '--addr=fd00::100', 'an address of IPv6'),
  ucarp('UCARP_REFUSED', '--srcip=10.0.0.2', '--srcip=lb2', 'a name for an address'),
  ucarp('UCARP_SCRIPT_MISSING', '--downscript=/etc/vip-down.sh', '', 'no down script'),
  ucarp('UCARP_SCRIPT_MISSING', '--upscript=/etc/vip-up.sh', '', 'no up script'),
  ucarp('UCARP_NO_SHUTDOWN', ' --shutdown', ''),
  ucarp('UCARP_VHID_DIFFERS', '--vhid=42', '--vhid=43'),
  ucarp('UCARP_PASSWORD_DIFFERS', '--pass=love', '--pass=hate'),
  ucarp('UCARP_ADDRESS_DIFFERS', '10.0.0.100', '10.0.0.101'),
  ucarp('UCARP_GROUP_DIFFERS', '--interface', '--mcast=224.0.0.19 --interface'),
  ucarp('UCARP_SRCIP_SAME', '--srcip=10.0.0.2', '--srcip=10.0.0.1'),
  ucarp('UCARP_VALUE_WRAPS', '--advskew=100', '--advskew=300'),
  {
    code: 'UCARP_PREEMPT_INEFFECTIVE',
    texts: [UCARP_1.replace(' --preempt', ''), UCARP_2],
  },
  {
    code: 'UCARP_NO_PREFERENCE',
    texts: [UCARP_1, UCARP_2].map(text => text.replace(/ --advskew=\d+ --preempt/, '')),
  },
  crm('IPADDR2_REFUSED', 'ip=10.0.0.100', 'ip=10.0.0.100/24', 'a prefix length in the address'),
  crm('IPADDR2_REFUSED', 'nic=eth0', 'nic=eth0 arp_count=0', 'no announcement'),
  crm('IPADDR2_REFUSED', 'cidr_netmask=24', 'cidr_netmask=64', 'a prefix length of IPv6'),
  crm('IPADDR2_REFUSED', 'nic=eth0', 'nic=eth0 arp_sender=arping', 'an unknown sender'),
  crm('IPADDR2_REFUSED', 'nic=eth0', 'nic=eth0 iflabel=services-of-vip', 'a label too long'),
  {
    code: 'IPADDR2_REFUSED',
    how: 'lvs_support for IPv6',
    texts: [IPV6.replace('nic=eth0', 'nic=eth0 lvs_support=true')],
  },
  {
    code: 'IPADDR2_REFUSED',
    how: 'link-local without nic',
    texts: [IPV6.replace(' nic=eth0', '').replace('fd00', 'fe80')],
    besides: ['IPADDR2_ROUTE_DECIDES'],
  },
  crm('IPADDR2_UNKNOWN_PARAMETER', 'nic=eth0', 'nic=eth0 arp_cnt=3'),
  crm('IPADDR2_UNKNOWN_PARAMETER', 'nic=eth0', 'nic=eth0 label=vip', 'a parameter that never existed'),
  {code: 'IPADDR2_TWICE', texts: [CRM + CRM.replace('vip', 'vip-again')]},
  {code: 'IPADDR2_START_TIMEOUT', texts: [IPV6.replace('nic=eth0', 'nic=eth0 arp_count=100')]},
  crm('IPADDR2_ANNOUNCED_ONCE', 'nic=eth0', 'nic=eth0 arp_count=1'),
  crm('IPADDR2_NO_MONITOR', '  op monitor interval=10s timeout=20s \\\n', ''),
  crm('IPADDR2_NO_MONITOR', 'op monitor interval=10s', 'op monitor interval=0s', 'an interval of 0'),
  crm('IPADDR2_INTERVAL_IGNORED', 'nic=eth0', 'nic=eth0 arp_interval=100 arp_sender=iputils_arping'),
  crm('IPADDR2_ROUTE_DECIDES', ' nic=eth0', ''),
  frr('FRR_LINE_REFUSED', /( vrrp 5 ip .*)/g, '$1\n vrrp 5 authentication secret', 'an unknown word'),
  frr('FRR_LINE_REFUSED', /( vrrp 5 ip .*)/g, '$1\n vrrp 5 ip 10.0.0.100/24', 'an address with its mask'),
  frr('FRR_LINE_REFUSED', /priority \d+/g, 'priority 300', 'an invalid priority'),
  frr('FRR_EQUAL_PRIORITY', /priority \d+/g, 'priority 200'),
  frr('FRR_VRID_DIFFERS', /vrrp 5/g, 'vrrp 6'),
  frr('FRR_VERSION_DIFFERS', 'version 2', 'version 3'),
  frr('FRR_INTERVAL_DIFFERS', 'interval 1000', 'interval 2000'),
  frr('FRR_ADDRESSES_DIFFER', '10.0.0.100\n', '10.0.0.100\n vrrp 5 ip 10.0.0.101\n'),
  ...KUBERNETES_MISTAKES,
];

/** Audits files under the usual names; a cluster that is printed as a whole has only one. */
export function auditTexts(texts: readonly string[]) {
  const files = texts.map((text, index) => {
    const name = `lb${index + 1}`;
    if (/IPaddr2/.test(text)) return {name: 'cluster', file: 'cluster.conf', text};
    return {name, file: `${name}.${/^apiVersion/m.test(text) ? 'yaml' : 'sh'}`, text};
  });
  const software = softwareOf(files[0] as (typeof files)[number]);
  if (!('name' in software)) throw new Error(`got ${software.got}`);
  const {name} = software;
  if (name !== KUBERNETES) return auditSoftware(name, files);
  const refuse = (line: string) => {
    throw new Error(line);
  };
  return auditKubernetes(
    files.map(file => file.name),
    kubernetesIn(files, refuse),
  );
}
