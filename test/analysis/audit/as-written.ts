/**
 * Files of other software in their usual forms (scripts, units, output of tools), and files that only look
 * like them.
 */

import {softwareOf} from '@vip/analysis/internal/audit';
import test from 'ava';
import {KUBE_VIP, METALLB} from '../../helpers/audit/kubernetes-mistakes.js';
import {auditTexts, CRM, FRR_1, FRR_2, UCARP_1, UCARP_2} from '../../helpers/audit/software-mistakes.js';

const codesOf = (...texts: string[]) => auditTexts(texts).findings.map(({code}) => code);

const UNIT = `[Service]
Type=simple
ExecStart=/usr/sbin/ucarp -i ens192 -s 10.0.0.1 -v 42 -p love -a 10.0.0.100 -P -u /up -d /down
`;

test('ucarp: a stop that only sends the usual signal does not handle the stop; one that demotes it, or cleans up, does', t => {
  const withStop = (stop: string) => codesOf(`${UNIT}${stop}\n`);
  for (const stop of [
    'ExecStop=/usr/bin/pkill -f "ucarp.*vhid=42"',
    'ExecStop=/bin/kill -TERM $MAINPID',
    'ExecStop=-killall ucarp',
    "trap 'kill $pid' TERM",
  ])
    t.deepEqual(withStop(stop), ['UCARP_NO_SHUTDOWN'], stop);
  for (const stop of [
    'ExecStop=/bin/kill -USR2 $MAINPID',
    'ExecStopPost=/down ens192 10.0.0.100',
    "trap 'kill $pid; /down ens192 10.0.0.100' TERM",
    'trap cleanup INT TERM',
  ])
    t.deepEqual(withStop(stop), [], stop);
});

test('ucarp: the command is found in the section of a supervisor', t => {
  const program = (command: string) => `[program:ucarp]\ncommand=${command}\nautorestart=true\n`;
  const [one, other] = [UCARP_1, UCARP_2].map(text =>
    program(text.replace(/^[\s\S]*exec /, '').replaceAll(/\\\n\s*/g, '')),
  ) as [string, string];
  t.deepEqual(codesOf(one, other), []);
  t.deepEqual(codesOf(one, other.replace('vhid=42', 'vhid=43')), ['UCARP_VHID_DIFFERS']);
});

test('FRR: lines need no indentation, and an address that only one router has is reported with its line', t => {
  const flat = [FRR_1, FRR_2].map(text => text.replaceAll(/^ /gm, ''));
  t.deepEqual(codesOf(...flat), []);
  const both = FRR_1.replace('exit', ' vrrp 5 ipv6 2001:db8::1\n vrrp 5 ip 10.0.0.102\nexit');
  const [found] = auditTexts([both, FRR_2.replace('exit', ' vrrp 5 ip 10.0.0.102\nexit')]).findings;
  t.is(found?.code, 'FRR_ADDRESSES_DIFFER');
  t.deepEqual(
    found?.where.map(place => 'line' in place && place.line),
    [8, 8],
  );
});

test("Cisco's lines are not FRR's; SONiC's interfaces are", t => {
  const of = (text: string) => softwareOf({name: 'r1', file: 'r1.cfg', text});
  const vrrp = ' vrrp 1 ip 10.0.0.1\n vrrp 1 priority 110\n';
  t.deepEqual(of(`interface GigabitEthernet0/1\n${vrrp}`), {got: "Cisco IOS's"});
  t.deepEqual(of(`interface Vlan10\n ip address 10.0.0.2 255.255.255.0\n${vrrp}`), {got: "Cisco IOS's"});
  t.deepEqual(of(`interface Vlan10\n${vrrp} vrrp 1 timers advertise 2\n`), {got: "Cisco IOS's"});
  for (const name of ['Ethernet0', 'Vlan10', 'eth0', 'bond0.100 vrf red'])
    t.deepEqual(of(`interface ${name}\n ip address 10.0.0.2/24\n${vrrp}`), {name: 'FRR'}, name);
});

const CREATE = 'pcs resource create vip ocf:heartbeat:IPaddr2 ip=10.0.0.100 cidr_netmask=24 nic=eth0';

test('IPaddr2: the commands that create a resource are read, with the monitor that pcs adds by itself', t => {
  const crm = CRM.replace('primitive', 'crm -F configure primitive');
  const printed = `pcs resource create --no-default-ops --force -- vip ocf:heartbeat:IPaddr2 \\
  cidr_netmask=24 ip=10.0.0.100 nic=eth0 \\
  op \\
    monitor interval=10s timeout=20s id=vip-monitor-interval-10s \\
    start interval=0s id=vip-start-interval-0s timeout=20s
`;
  const expected = auditTexts([CRM]).lines;
  for (const text of [crm, `#!/bin/sh\nsudo ${CREATE} op monitor interval=10s --group web\n`, printed]) {
    const {findings, lines} = auditTexts([text]);
    t.deepEqual([findings, lines], [[], expected], text);
  }
  t.deepEqual(codesOf(CREATE), [], 'pcs adds the monitor of the meta-data');
  t.deepEqual(codesOf(CREATE.replace('create', 'create --no-default-ops')), ['IPADDR2_NO_MONITOR']);
  t.deepEqual(codesOf('crm configure primitive vip IPaddr2 ip=10.0.0.100 nic=eth0 cidr_netmask=24'), [
    'IPADDR2_NO_MONITOR',
  ]);
  t.deepEqual(codesOf(`# ${CREATE} arp_count=1\n${CREATE}`), []);
  const [found] = auditTexts([`set -e\n${CREATE.replace('ip=', '\\\n cdir_netmask=24 ip=')}\n`]).findings;
  t.like(found, {code: 'IPADDR2_UNKNOWN_PARAMETER', where: [{file: 'cluster.conf', line: 3}]});
});

test('manifests: JSON on one line is recognised, pools of 0.13 and wrong names have their lines, and variables must be replaced first', t => {
  t.deepEqual(softwareOf({name: 'n', file: 'f.json', text: '{"kind":"List","apiVersion":"v1","items":[]}'}), {
    name: 'Kubernetes',
  });
  const old = METALLB.replace('kind: IPAddressPool', 'kind: AddressPool');
  const {findings} = auditTexts([old]);
  t.like(findings[0], {
    code: 'METALLB_OLD_CONFIG',
    where: [{file: 'lb1.yaml', line: 2}],
    evidence: 'the pool first-pool is an AddressPool',
    consequence: 'MetalLB from 0.14 on ignores it, and services get no address from it',
  });
  const misnamed = KUBE_VIP.replace('name: vip_leaderelection', 'name: vip_leaderElection');
  const line = misnamed.split('\n').findIndex(text => text.includes('vip_leaderElection')) + 1;
  t.like(auditTexts([misnamed]).findings[0], {code: 'KUBE_VIP_UNKNOWN_VARIABLE', where: [{line}]});
  t.like(auditTexts([METALLB.replace('192.168.10.16/28', '$'.concat('{IP_POOL}'))]).findings[0], {
    code: 'METALLB_RANGE_REFUSED',
    remedy: 'audit the manifest as applied, with every variable replaced',
  });
});
