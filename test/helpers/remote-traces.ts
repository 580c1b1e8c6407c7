/**
 * Our processes on the machines of a cluster, recognised by the command lines of what `vip` starts there.
 *
 * @module
 */

import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {type ClusterMachines, NODES} from './cluster-machines.js';

/**
 * tcpdump and ip monitor with our arguments, pings of the address, and the guard with its helpers and sleeps.
 */
const OURS =
  /^\d+ (tcpdump -i v[abc] |ip -tshort monitor |ping -n (-D )?-I v[abc] |fping |sh -c mark=|sh -c exec 3<&0|sleep 10 $)/;

/** Looks at the machines of this cluster only. */
export async function remoteTraces(cluster: ClusterMachines): Promise<() => string[]> {
  const namespaces = new Set<string>();
  for (const node of NODES)
    namespaces.add((await cluster.start(node, 'readlink', '/proc/self/ns/net').ended).stdout.trim());
  return () =>
    readdirSync('/proc')
      .filter(pid => /^\d+$/.test(pid) && namespaces.has(read(() => readlinkSync(`/proc/${pid}/ns/net`))))
      .map(
        pid => `${pid} ${read(() => readFileSync(`/proc/${pid}/cmdline`, 'latin1')).replaceAll('\0', ' ')}`,
      )
      .filter(line => OURS.test(line));
}

/** The text, or an empty string if the process has ended. */
function read(attempt: () => string): string {
  try {
    return attempt();
  } catch {
    return '';
  }
}
