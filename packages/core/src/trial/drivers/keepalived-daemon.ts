/**
 * keepalived's daemon in a node: its files, its start, and the checks that are made to fail.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {SCRATCH} from '../../lab/init.js';
import type {Bench} from '../driver.js';
import {transitionOf} from './keepalived-log.js';

/** How long to wait for a daemon to say that it takes part. Milliseconds. */
const TAKES_PART_MS = 2000;

/** @param config the file that it reads */
export async function startDaemon({programs}: Bench, {node}: Station, config: string): Promise<void> {
  const files = [`--use-file=${config}`, `--pid=${pidFile(node)}`, `--vrrp_pid=${baseName(node)}-vrrp.pid`];
  const argv = ['keepalived', '--dont-fork', '--log-console', '--vrrp', ...files];
  programs.start({node, program: 'keepalived', argv});
  await programs.untilSaid(node, line => transitionOf(line) !== undefined, TAKES_PART_MS);
}

/** The file with its process ID. */
export function pidFile(node: string): string {
  return `${baseName(node)}.pid`;
}

/** The path of its files in the lab, without their suffixes. */
function baseName(node: string): string {
  return `${SCRATCH}/keepalived-${node}`;
}

/** While this file exists, every check of the node fails. */
export function failureFile(node: string): string {
  return `${SCRATCH}/failing-${node}`;
}

export async function failChecks({lab}: Bench, nodes: readonly string[]): Promise<void> {
  await Promise.all(nodes.map(node => lab.run(node, ['touch', failureFile(node)])));
}
