/**
 * `ip monitor` in a node of a lab, started by the test and read by it.
 *
 * @module
 */

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {ExecutionContext} from 'ava';

export interface MonitorLine {
  /** The time that `ip` printed, in microseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

export interface IpMonitor {
  /** Stops it. Returns what it printed. */
  stop(): Promise<MonitorLine[]>;
}

/** @param prefix the words that run a command in the node */
export function ipMonitor(t: ExecutionContext, prefix: readonly string[], what: string): IpMonitor {
  const [file = '', ...args] = [...prefix, 'ip', '-tshort', 'monitor', what];
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {...process.env, LC_ALL: 'C', TZ: 'UTC'},
  });
  t.teardown(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', data => {
    text += data;
  });
  const ended = once(child, 'close');
  return {
    async stop() {
      child.kill();
      await ended;
      return [...text.matchAll(/^\[([^\]]+)\] (.*)$/gm)].map(([, stamp = '', rest = '']) => {
        const [seconds = '', micros = ''] = stamp.split('.');
        return {at: Date.parse(`${seconds}Z`) * 1000 + Number(micros), text: rest.trim()};
      });
    },
  };
}
