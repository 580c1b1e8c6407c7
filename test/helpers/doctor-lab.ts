/**
 * Two nodes, a client and a router on a switch, in a lab of our own, which tests break for the doctor and
 * fix.
 *
 * @module
 */

import {type Lab, openLab} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {vipCommand, type Who} from './product.js';

export const VIP = '10.77.0.100';
export const VIP6 = 'fd00:77::100';

export interface DoctorLab {
  readonly lab: Lab;
  /** Runs a line of shell in a node, and returns its output. */
  sh(node: string, line: string): Promise<string>;
  /** The objects that `vip doctor --json` prints in a node: one for each finding, then the summary. */
  doctor(node: string, args: readonly string[], who?: Who, options?: DoctorOptions): Promise<Diagnosis>;
}

export interface DoctorOptions {
  /** A directory that takes the place of /etc/keepalived. */
  readonly etc?: string;
}

export interface Diagnosis {
  readonly code: number | null;
  readonly findings: readonly Found[];
  readonly unseen: readonly Found[];
  readonly stderr: string;
}

export interface Found {
  readonly kind: string;
  readonly code: string;
  readonly severity?: string;
  readonly evidence?: string;
  readonly commands?: readonly string[];
  /** The reason why something could not be examined. */
  readonly why?: string;
}

const NODES = {a: 11, b: 12, c: 50, r: 1} as const;

/** Uses a separate mount namespace, so that the machine's own file is not touched. */
function withConfiguration(directory: string): string[] {
  return ['unshare', '-m', 'sh', '-ec', `mount --bind ${directory} /etc/keepalived; exec "$@"`, 'sh'];
}

/** Opens the lab. Node `a` has both virtual addresses, and its set-up is healthy. */
export async function openDoctorLab(t: ExecutionContext): Promise<DoctorLab> {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const sh = async (node: string, line: string) => (await lab.run(node, ['sh', '-ec', line])).stdout;
  await sh('host', ['s', ...Object.keys(NODES)].map(name => `ip netns add ${name}`).join('\n'));
  await sh(
    's',
    'ip link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 1\nip link set br0 up',
  );
  for (const [name, number] of Object.entries(NODES)) {
    await sh(
      'host',
      `ip link add eth0 address 02:77:00:00:00:${number.toString(16).padStart(2, '0')} netns ${name} type veth peer name p${name} netns s`,
    );
    await sh('s', `ip link set p${name} master br0\nip link set p${name} up`);
    await sh(
      name,
      [
        'echo 1 >/proc/sys/net/ipv4/conf/eth0/promote_secondaries',
        'echo 0 >/proc/sys/net/ipv6/conf/all/accept_dad',
        'echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_dad',
        'ip link set lo up',
        'ip link set eth0 up',
        `ip addr add 10.77.0.${number}/24 brd + dev eth0`,
        `ip -6 addr add fd00:77::${number}/64 dev eth0`,
        ...(name === 'r' ? [] : ['ip route add default via 10.77.0.1 dev eth0']),
      ].join('\n'),
    );
  }
  await sh('a', `ip addr add ${VIP}/24 dev eth0\nip -6 addr add ${VIP6}/64 dev eth0 nodad`);
  return {
    lab,
    sh,
    doctor: async (node, args, who = 'root', {etc} = {}) => {
      const argv = [
        ...(etc === undefined ? [] : withConfiguration(etc)),
        ...vipCommand(who, ['doctor', '--json', ...args]),
      ];
      const ended = await lab.run(node, argv).catch((error: {result?: Awaited<ReturnType<Lab['run']>>}) => {
        if (error.result === undefined) throw error;
        return error.result;
      });
      const objects = ended.stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as Found);
      return {
        code: ended.exitCode,
        findings: objects.filter(({kind}) => kind === 'finding'),
        unseen: objects.filter(({kind}) => kind === 'unseen'),
        stderr: ended.stderr,
      };
    },
  };
}
