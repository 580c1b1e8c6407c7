/**
 * A machine to test on, in its own namespaces: `real0` is plugged into a switch, with another host and a
 * gateway behind it. Nothing there can affect the machine we are on.
 *
 * @module
 */

import {type Lab, openLab} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {untilDescendant} from './processes.js';
import {type Running, type RunOptions, startCommand, vipCommand, type Who} from './product.js';

export interface Machine {
  readonly lab: Lab;
  /** Runs a command in a node (`host`, `switch`, `other`, `gateway`) and returns what it printed. */
  sh(node: string, script: string): Promise<string>;
  /** Starts `vip` on the machine. */
  vip(args: readonly string[], options?: RunOptions & {who?: Who}): Running;
  /** The links of the machine, `lo` and `real0` excepted, with their aliases. */
  links(): Promise<{ifname: string; ifalias?: string}[]>;
}

const GATEWAY = '10.1.1.1';

/** Built by plain commands, independently of the product's own plans. */
const SET_UP = `
set -e
for node in switch other gateway; do ip netns add $node; ip -n $node link set lo up; done
ip link add real0 index 31 type veth peer name to-host index 32 netns switch
ip -n other link add eth0 index 33 address 02:00:00:00:00:77 type veth peer name to-other index 34 netns switch
ip -n gateway link add eth0 index 35 address 02:00:00:00:00:78 type veth peer name to-gateway index 36 netns switch
ip -n switch link add br0 type bridge stp_state 0 forward_delay 0
for port in to-host to-other to-gateway; do ip -n switch link set $port master br0 up; done
ip -n switch link set br0 up
# Without duplicate address detection: what a test compares shall not change by itself.
echo 0 2>/dev/null >/proc/sys/net/ipv6/conf/real0/accept_dad || true
ip link set real0 up
ip addr add 10.3.2.1/8 dev real0
ip -n other link set eth0 up
ip -n other addr add 10.3.2.77/8 dev eth0
ip -n gateway link set eth0 up
ip -n gateway addr add ${GATEWAY}/8 dev eth0
`;

export async function openMachine(t: ExecutionContext): Promise<Machine> {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const sh = async (node: string, script: string) => (await lab.run(node, ['sh', '-c', script])).stdout;
  await sh('host', SET_UP);
  return {
    lab,
    sh,
    vip: (args, {who = 'root', ...options} = {}) =>
      startCommand(lab.command('host', vipCommand(who, args)), options),
    async links() {
      const links = JSON.parse(await sh('host', 'ip -json link')) as {ifname: string; ifalias?: string}[];
      return links.filter(({ifname}) => ifname !== 'lo' && ifname !== 'real0');
    },
  };
}

/** The process ID of `vip` itself; the process started is nsenter(1), which does not forward signals. */
export async function vipProcess({child}: Running): Promise<number> {
  const {pid} = await untilDescendant(
    child.pid as number,
    ({argv}) => argv[0] === process.execPath && argv.includes('experiment'),
  );
  return pid;
}
