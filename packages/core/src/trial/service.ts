/**
 * The service that the address is for, in both nodes: a process, and a file with its process ID for whoever checks it. The user's
 * own server where there is one, and otherwise one that does nothing: what matters is that it runs.
 *
 * @module
 */

import {SCRATCH} from '../lab/init.js';
import {type Bench, candidates} from './driver.js';
import {nodeVariables} from './node-variables.js';

/** The name of its process in messages. */
export const SERVICE_PROCESS = 'service';

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

/** The wrapper records when it has ended, as an init system can, and ends with its status. It leads a process group of its own. */
const WRAPPER = `
pid=$1 state=$2
shift 2
echo 0 >"$state"
setsid --wait sh -c 'echo $$ >"$0"; exec "$@"' "$pid" "$@"
status=$?
echo 1 >"$state"
exit $status
`;

/** @param command for sh(1): the user's server @param port that its clients use */
export interface ServiceOptions {
  readonly command: string | undefined;
  readonly port: number | undefined;
}

/** Starts it in both nodes; resolves when it runs, and the files are there. */
export async function startService(bench: Bench, {command, port}: ServiceOptions): Promise<void> {
  const {settings, families} = bench;
  const words = command === undefined ? ['sleep', 'infinity'] : ['sh', '-c', command];
  for (const station of candidates(settings)) {
    const {node} = station;
    const file = servicePidFile(node);
    const argv = ['sh', '-c', WRAPPER, SERVICE_PROCESS, file, serviceStateFile(node), ...words];
    const variables = {
      ...nodeVariables(settings, families, station),
      ...(port === undefined ? {} : {PORT: String(port)}),
    };
    bench.programs.start({node, program: SERVICE_PROCESS, part: 'service', argv, variables});
    await bench.lab.run(node, ['sh', '-c', `until [ -s ${file} ]; do sleep 0.01; done`]);
  }
}

/** Ends it in a node, with all that it started, as its own failure would: the machine goes on. */
export async function stopService({lab}: Bench, node: string): Promise<void> {
  await lab.run(node, ['sh', '-c', `kill -- -"$(cat ${servicePidFile(node)})"`]);
}
