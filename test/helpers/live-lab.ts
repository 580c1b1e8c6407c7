/**
 * `vip lab` as a user runs it, under its own name.
 *
 * @module
 */

import {randomBytes} from 'node:crypto';
import type {ExecutionContext} from 'ava';
import {type Ended, type Running, startVip, vip, type Who} from './product.js';
import {markedEnvironment} from './traces.js';

export interface LiveLab {
  readonly name: string;
  readonly mark: string;
  readonly running: Running;
  /** Runs a command in a node to its end. */
  exec(node: string, ...argv: readonly string[]): Promise<Ended>;
}

export async function openLiveLab(
  t: ExecutionContext,
  who: Who,
  ...args: readonly string[]
): Promise<LiveLab> {
  const name = `t${randomBytes(4).toString('hex')}`;
  const {mark, env} = markedEnvironment();
  const running = startVip(who, ['lab', '--name', name, ...args], {env});
  t.teardown(() => running.child.kill('SIGKILL'));
  await running.says(args.includes('--json') ? '"ready"' : 'is up until ^C');
  const exec = (node: string, ...argv: readonly string[]) =>
    vip(who, ['exec', '--lab', name, node, '--', ...argv]);
  return {name, mark, running, exec};
}
