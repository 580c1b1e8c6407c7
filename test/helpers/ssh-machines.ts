/**
 * An sshd on each machine of a cluster, reached over a separate network. Keys and host keys are generated for
 * the test, and neither an agent nor a file of the user's is used.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type ClusterMachines, NODES} from './cluster-machines.js';

export interface SshMachines {
  /** `ssh://root@...` of a node. */
  reach(node: string): string;
  /** For `--ssh-config`. */
  readonly config: string;
  /** The same, with a different known host key for that node. */
  readonly changedKeyConfig: string;
  /** Pulls the cable of a node's management network. */
  cut(node: string): Promise<void>;
}

const ADDRESSES: Readonly<Record<string, string>> = {a: '172.31.9.2', b: '172.31.9.3', c: '172.31.9.4'};

export async function openSshMachines(cluster: ClusterMachines): Promise<SshMachines> {
  const {directory} = cluster;
  const key = keyIn(directory, 'client');
  cluster.file('authorized', readFileSync(`${key}.pub`, 'utf8'));
  await cluster.ip(
    'host',
    'link add mgmt type bridge',
    'link set mgmt up',
    'addr add 172.31.9.1/24 dev mgmt',
  );
  const known: string[] = [];
  for (const node of NODES) {
    const address = ADDRESSES[node] as string;
    const hostKey = keyIn(directory, `host-${node}`);
    known.push(`${address} ${readFileSync(`${hostKey}.pub`, 'utf8').trim()}`);
    await cluster.ip('host', `link add ssh-${node} type veth peer name mgmt netns ${node}`);
    await cluster.ip('host', `link set ssh-${node} master mgmt`, `link set ssh-${node} up`);
    await cluster.ip(node, `addr add ${address}/24 dev mgmt`, 'link set mgmt up');
    const config = cluster.file(`sshd-${node}.conf`, sshdConfig(directory, node, address, hostKey));
    // sshd requires an empty directory owned by root, which otherwise Debian's service creates. Root's home
    // is empty, because what this machine's profile does at each login, and may leave behind when killed, is
    // not tested here.
    const start = [
      ...['/run', '/root'].map(place => `mount -t tmpfs none ${place}`),
      'mkdir -m 755 /run/sshd',
      'exec /usr/sbin/sshd -D -e -f "$1"',
    ].join(' && ');
    cluster.start(node, 'unshare', '--mount', 'sh', '-c', start, 'sshd', config);
  }
  const stranger = readFileSync(`${keyIn(directory, 'stranger')}.pub`, 'utf8').trim();
  const changed = known.map(line =>
    line.startsWith(`${ADDRESSES.a} `) ? `${ADDRESSES.a} ${stranger}` : line,
  );
  return {
    reach: node => `ssh://root@${ADDRESSES[node]}`,
    config: cluster.file('ssh.conf', sshConfig(key, cluster.file('known', `${known.join('\n')}\n`))),
    changedKeyConfig: cluster.file(
      'changed.conf',
      sshConfig(key, cluster.file('changed', `${changed.join('\n')}\n`)),
    ),
    cut: node => cluster.ip('host', `link set ssh-${node} down`),
  };
}

function keyIn(directory: string, name: string): string {
  const path = join(directory, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path]);
  return path;
}

function sshConfig(key: string, known: string): string {
  return `Host *
  IdentityFile ${key}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile ${known}
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
`;
}

function sshdConfig(directory: string, node: string, address: string, hostKey: string): string {
  return `ListenAddress ${address}
HostKey ${hostKey}
PidFile ${directory}/sshd-${node}.pid
AuthorizedKeysFile ${directory}/authorized
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
`;
}
