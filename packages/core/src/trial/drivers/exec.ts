/**
 * Any software, unchanged: the user's commands, run in the nodes.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {DEFAULTS} from '../../defaults.js';
import {type Bench, candidates, type Driver} from '../driver.js';
import {nodeVariables} from '../node-variables.js';
import type {Order} from '../programs.js';
import {servicePidFile} from '../service.js';
import type {DriverKind} from './driver-kind.js';

export const exec = {
  name: 'exec',
  means: 'your commands',
  make: execDriver,
} as const satisfies DriverKind<ExecOptions>;

/** The user's commands, for sh(1): they come from the user's own command line, and run in the user's own lab. */
export interface ExecOptions {
  /** Makes a node the holder: adds the address, and announces it. */
  readonly nodeUp?: string | undefined;
  /** Makes a node release the address. */
  readonly nodeDown?: string | undefined;
  /** A program that watches and moves the address by itself, started in both nodes. */
  readonly nodeCommand?: string | undefined;
  /** How long the program may take to act. Milliseconds; 10 s by default. */
  readonly patienceMs?: number | undefined;
}

/**
 * A driver of the user's commands.
 *
 * @param options either a program, or a command to take the address and one to release it
 * @throws VipError `BAD_ARGUMENT` unless there is either a program, or a command to take the address
 */
export function execDriver({
  nodeUp,
  nodeDown,
  nodeCommand,
  patienceMs = DEFAULTS.patienceMs,
}: ExecOptions): Driver {
  if ((nodeCommand === undefined) === (nodeUp === undefined)) {
    throw new VipError(
      'BAD_ARGUMENT',
      'driver exec: expected either --node-cmd, or --node-up (and --node-down)',
    );
  }
  const common = {name: exec.name, patienceMs, periodMs: 1000, needs: {}};
  if (nodeCommand !== undefined) {
    const startOn = async (bench: Bench, station: Station) =>
      bench.programs.start(orderOf(bench, station, 'node-cmd', nodeCommand));
    const driver: Driver = {
      ...common,
      startOn,
      // Tells the program which file has the service's process ID.
      requiring: needed => (needed === 'checked-service' ? driver : undefined),
      async start(bench) {
        for (const station of candidates(bench.settings)) await startOn(bench, station);
      },
    };
    return driver;
  }
  const up = nodeUp as string;
  return {
    ...common,
    start: bench => bench.programs.run(orderOf(bench, bench.settings.active, 'node-up', up)),
    takeOver: bench => bench.programs.run(orderOf(bench, bench.settings.passive, 'node-up', up)),
    async release(bench) {
      if (nodeDown === undefined) return;
      await bench.programs.run(orderOf(bench, bench.settings.active, 'node-down', nodeDown));
    },
  };
}

function orderOf({settings, families}: Bench, station: Station, program: string, command: string): Order {
  const {node} = station;
  const variables = {...nodeVariables(settings, families, station), SERVICE: servicePidFile(node)};
  return {node, program, argv: ['sh', '-c', command], variables};
}
