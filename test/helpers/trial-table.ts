/**
 * Every driver with every fault, as options, and which of them make no sense together or in a topology.
 *
 * @module
 */

import type {TopologyName} from '@vip/analysis/internal';
import {FAULTS} from '@vip/core';
import type {FaultName} from '@vip/core/internal';

/** Changes the IPv6 address as well, in a trial of both families. */
const IPV6 = (change: string) => `[ -z "$VIP6" ] || ip addr ${change} $VIP6/$PREFIX6 dev $IFACE`;
const UP = `ip addr add $VIP/$PREFIX dev $IFACE && arping -q -U -c 1 -I $IFACE $VIP && { ${IPV6('add')} nodad; }`;
const DOWN = `ip addr del $VIP/$PREFIX dev $IFACE; ${IPV6('del')}`;

/**
 * Takes over the address when the other node no longer answers, and gives it back to the first node when that
 * returns.
 */
const PROGRAM = [
  `up() { ${UP}; } 2>/dev/null`,
  'if [ $NODE = ns0 ]; then up; exec sleep infinity; fi',
  'sleep 0.5; while ping -q -c 1 -W 1 $PEER >/dev/null; do sleep 0.1; done; up; exec sleep infinity',
].join('; ');

/** The options that choose each driver, quick enough to walk the table. */
export const DRIVER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  vip: ['--driver', 'vip'],
  keepalived: ['--driver', 'keepalived', '--advert-int', '100ms', '--vrrp', 'garp_master_delay 1'],
  ucarp: ['--driver', 'ucarp'],
  frr: ['--driver', 'frr', '--advert-int', '100ms'],
  'exec, commands': ['--node-up', UP, '--node-down', DOWN],
  'exec, a program': ['--node-cmd', PROGRAM, '--patience', '4s'],
};

/** The options without which a fault has no place. */
export const PLACE_OPTIONS: Partial<Readonly<Record<FaultName, readonly string[]>>> = {
  'heartbeat-cut': ['--topology', 'two-networks'],
  'public-cut': ['--topology', 'two-networks'],
  'public-unplugged': ['--topology', 'two-networks'],
  'interswitch-cut': ['--topology', 'two-switches'],
  'cut-one-address': ['--family', 'both'],
};

export interface Pair {
  readonly driver: string;
  readonly fault: FaultName;
}

export const PAIRS: readonly Pair[] = Object.keys(DRIVER_OPTIONS).flatMap(driver =>
  (Object.keys(FAULTS) as FaultName[]).map(fault => ({driver, fault})),
);

const noProcess = (name: string) => `driver ${name} has no process to end; use switch-over or link-down`;
const noReload = (name: string) => `${name} does not re-read its configuration on SIGHUP`;
const noService = (name: string) =>
  `driver ${name} checks no service; use keepalived, or exec with --node-cmd`;
const noVirtualMac = (name: string) => `driver ${name} has no virtual MAC; use keepalived or frr`;
const noConfiguration = (name: string) =>
  `${name} re-reads no configuration that could be changed; use keepalived`;
const noChecks = (name: string) =>
  `driver ${name} has no checks to make fail; give keepalived two files with --config`;
const noHeartbeat = (name: string) => `driver ${name} does not listen for the other node; use public-cut`;
const asTold = (name: string) => `${name} moves the address only when told to; use switch-over`;
const byItself = (name: string) => `${name} moves the address by itself; use stop`;

/** Pairs `driver fault` that have no place with these options. test/core/topologies.ts says why. */
export const UNPLACED: readonly string[] = [
  'ucarp heartbeat-cut',
  'ucarp public-cut',
  'ucarp public-unplugged',
  'ucarp cut-one-address',
  'frr heartbeat-cut',
  'frr public-cut',
  'frr public-unplugged',
];

/** The reasons for refusal, by `driver fault`. */
export const REFUSED: Readonly<Record<string, string>> = {
  'vip kill': noProcess('vip'),
  'vip stop': noProcess('vip'),
  'exec, commands kill': noProcess('exec'),
  'exec, commands stop': noProcess('exec'),
  'vip service-down': noProcess('vip'),
  'exec, commands service-down': noProcess('exec'),
  'ucarp service-down': noService('ucarp'),
  'frr service-down': noService('frr'),
  'vip boot-pulse': noProcess('vip'),
  'exec, commands boot-pulse': noProcess('exec'),
  'vip switch-sticky': noVirtualMac('vip'),
  'ucarp switch-sticky': noVirtualMac('ucarp'),
  'exec, commands switch-sticky': noVirtualMac('exec'),
  'exec, a program switch-sticky': noVirtualMac('exec'),
  'vip reload-changed': noConfiguration('vip'),
  'ucarp reload-changed': noConfiguration('ucarp'),
  'frr reload-changed': noConfiguration('frr'),
  'exec, commands reload-changed': noConfiguration('exec'),
  'exec, a program reload-changed': noConfiguration('exec'),
  'vip reload': noReload('vip'),
  'ucarp reload': noReload('ucarp'),
  'exec, commands reload': noReload('exec'),
  'exec, a program reload': noReload('exec'),
  ...Object.fromEntries(
    ['vip', 'keepalived', 'ucarp', 'frr', 'exec, commands', 'exec, a program'].flatMap(driver =>
      ['checks-fail', 'checks-fail-both'].map(fault => [
        `${driver} ${fault}`,
        noChecks(driver.replace(/,.*/, '')),
      ]),
    ),
  ),
  'vip heartbeat-cut': noHeartbeat('vip'),
  'exec, commands heartbeat-cut': noHeartbeat('exec'),
  'vip start': asTold('vip'),
  'exec, commands start': asTold('exec'),
  'keepalived switch-over': byItself('keepalived'),
  'ucarp switch-over': byItself('ucarp'),
  'frr switch-over': byItself('frr'),
  'exec, a program switch-over': byItself('exec'),
};

/** Faults that a topology cannot have: written by hand, so that nothing is derived from the code under test. */
const OWN_PORT: readonly FaultName[] = [
  'freeze',
  'partition',
  'mute-rx',
  'mute-tx',
  'old-port-late',
  'boot-pulse',
  'switch-sticky',
  'cut-one-address',
];
const TWO_NETWORKS: readonly FaultName[] = ['heartbeat-cut', 'public-cut', 'public-unplugged'];
export const IMPOSSIBLE: Readonly<Record<TopologyName, readonly FaultName[]>> = {
  switch: [...TWO_NETWORKS, 'interswitch-cut'],
  vlan: [...TWO_NETWORKS, 'interswitch-cut'],
  'two-switches': TWO_NETWORKS,
  'two-networks': ['interswitch-cut', 'switch-sticky'],
  'behind-router': [...TWO_NETWORKS, 'interswitch-cut'],
  ipvlan: [...OWN_PORT, ...TWO_NETWORKS, 'interswitch-cut'],
  macvlan: [...OWN_PORT, ...TWO_NETWORKS, 'interswitch-cut'],
};
