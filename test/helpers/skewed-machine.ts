/**
 * A machine whose clock is wrong: every program there that prints a time is wrapped.
 *
 * @module
 */

import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ClusterMachines} from './cluster-machines.js';

const SKEW_PCAP = fileURLToPath(new URL('../fixtures/skew-pcap.js', import.meta.url));

/** The command that runs another in a node whose clock is this many seconds ahead. */
export function skewedMachine(cluster: ClusterMachines, node: string, seconds: number): string {
  const bin = join(cluster.directory, `bin-${node}`);
  mkdirSync(bin);
  const offset = `${seconds < 0 ? '' : '+'}${seconds}s`;
  // libfaketime's own wrapper takes a semaphore, of which there are too few when many run at once.
  const skewed = `LD_PRELOAD=$(echo /usr/lib/*/faketime/libfaketime.so.1) FAKETIME='${offset}' exec`;
  for (const tool of ['date', 'ping'])
    cluster.file(`bin-${node}/${tool}`, `#!/bin/sh\n${skewed} /usr/bin/${tool} "$@"\n`, 0o755);
  // Only the monitor prints times.
  const ip = `case $1 in -tshort) ${skewed} /usr/sbin/ip "$@" ;; *) exec /usr/sbin/ip "$@" ;; esac`;
  cluster.file(`bin-${node}/ip`, `#!/bin/sh\n${ip}\n`, 0o755);
  const tcpdump = `/usr/bin/tcpdump "$@" | '${process.execPath}' '${SKEW_PCAP}' '${seconds}'`;
  cluster.file(`bin-${node}/tcpdump`, `#!/bin/sh\n${tcpdump}\n`, 0o755);
  return cluster.file(
    `machine-${node}`,
    `#!/bin/sh\nPATH=${bin}:$PATH exec /usr/sbin/ip netns exec ${node} "$@"\n`,
    0o755,
  );
}
