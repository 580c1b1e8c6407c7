/**
 * The service that the address is for, in both nodes: a process, and a file with its process ID for whoever checks it.
 *
 * @module
 */

import {SCRATCH} from '../lab/init.js';
import {type Bench, holders} from './driver.js';

/** What its process is called where it is spoken of. */
export const SERVICE = 'service';

/** The file with the process ID of the service in a node. */
export function servicePidFile(node: string): string {
  return `${SCRATCH}/service-${node}.pid`;
}

/** The file that holds 0 while the service of a node runs, and 1 from then on. */
export function serviceStateFile(node: string): string {
  return `${SCRATCH}/service-${node}.state`;
}

/** A command for sh(1) that ends with 0 while the service of a node runs. */
export function serviceCheck(node: string): string {
  return `kill -0 $(cat ${servicePidFile(node)})`;
}

/** What runs it writes down when it has ended, as an init system can. */
const WRAPPER = 'echo 0 >"$2"; sh -c \'echo $$ >"$0"; exec sleep infinity\' "$1"; echo 1 >"$2"';

/** Starts it in both nodes; resolves when it runs, and the files are there. It does nothing: what matters is that it runs. */
export async function startService(bench: Bench): Promise<void> {
  for (const {node} of holders(bench.settings)) {
    const file = servicePidFile(node);
    const argv = ['sh', '-c', WRAPPER, SERVICE, file, serviceStateFile(node)];
    bench.programs.start({node, program: SERVICE, argv});
    await bench.lab.run(node, ['sh', '-c', `until [ -s ${file} ]; do sleep 0.01; done`]);
  }
}

/** Ends it in a node, as its own failure would: the machine goes on. */
export async function stopService({lab}: Bench, node: string): Promise<void> {
  await lab.run(node, ['sh', '-c', `kill "$(cat ${servicePidFile(node)})"`]);
}
