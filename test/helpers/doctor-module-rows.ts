/**
 * What is broken for the doctor on a kernel with modules that this one may lack, and what fixes it.
 *
 * @module
 */

import {VIP} from './doctor-lab.js';

export interface ModuleRow {
  readonly code: string;
  readonly name: string;
  readonly severity: string;
  readonly args: string;
  readonly breaks: string;
  /** Shell commands that fix it, if no printed command does. */
  readonly mends?: string;
  /** Set for another way of breaking the same thing, tried with `npm run torture`. */
  readonly isRare?: boolean;
}

/** Puts two cables into a bond, which has the address. */
const bond = (options: string) => `
ip link add b0 type bond mode active-backup ${options}
for n in 1 2; do ip link add c$n type veth peer name d$n; ip link set d$n up; ip link set c$n master b0; done
ip link set b0 up
ip addr add 10.77.0.11/24 dev b0; ip addr add ${VIP}/24 dev b0`;

export const MODULE_ROWS: readonly ModuleRow[] = [
  {
    ...{code: 'BOND', name: 'unmonitored', severity: 'error', args: `--ip ${VIP}`},
    breaks: bond('miimon 0 num_grat_arp 1'),
  },
  {
    ...{code: 'BOND', name: 'silent', severity: 'warning', args: `--ip ${VIP}`},
    breaks: bond('miimon 100 num_grat_arp 0'),
    isRare: true,
  },
  {
    ...{code: 'VRF', name: 'vrf', severity: 'warning', args: `--ip ${VIP}`},
    breaks: `
ip link add red type vrf table 100; ip link set red up
ip link add e0 type veth peer name f0; ip link set f0 up; ip link set e0 up; ip link set e0 master red
ip addr add 10.77.0.11/24 dev e0; ip addr add ${VIP}/24 dev e0
${process.execPath} -e 'require("node:net").createServer().listen(8080, "0.0.0.0")' & echo $! >pid
until ss -Hltn | grep -q :8080; do sleep 0.1; done`,
  },
  {
    ...{code: 'PORT_VLAN', name: 'vlans', severity: 'warning', args: '--role switch --iface br0'},
    breaks: `
ip link add br0 type bridge vlan_filtering 1; ip link set br0 up
for n in 1 2; do ip link add g$n type veth peer name h$n; ip link set h$n up; ip link set g$n up; ip link set g$n master br0; done
bridge vlan del dev g2 vid 1; bridge vlan add dev g2 vid 20 pvid untagged`,
    mends: 'bridge vlan add dev g2 vid 1 pvid untagged',
  },
];
