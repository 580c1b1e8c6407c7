/**
 * A command on its own pseudo-terminal, by way of script(1), and keys pressed on it.
 *
 * @module
 */

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {ExecutionContext} from 'ava';
import {asWho, type Who} from './product.js';

export interface Terminal {
  /** Everything printed on it so far, without carriage returns. */
  readonly screen: () => string;
  press(keys: string): void;
  /** Resolves when the pattern has appeared `times` times; rejects if the command ends first. */
  until(what: RegExp, times?: number): Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts a shell command on a terminal; it is killed when the test is over. */
export function onTerminal(t: ExecutionContext, who: Who, command: string, env: NodeJS.ProcessEnv): Terminal {
  const [file = '', ...args] = asWho(who, ['script', '-q', '-e', '-c', command, '/dev/null']);
  const child = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {...process.env, SHELL: '/bin/sh', ...env},
  });
  t.teardown(() => child.kill('SIGKILL'));
  let screen = '';
  let over = false;
  let check = () => {};
  child.stdout.setEncoding('utf8').on('data', text => {
    screen += text.replaceAll('\r', '');
    check();
  });
  const ended = once(child, 'close').then(([code]) => {
    over = true;
    check();
    return code as number | null;
  });
  return {
    screen: () => screen,
    press: keys => child.stdin.write(keys),
    ended,
    until: (what, times = 1) =>
      new Promise((resolve, reject) => {
        check = () => {
          if ([...screen.matchAll(new RegExp(what, 'g'))].length >= times) resolve();
          else if (over) reject(new Error(`it ended without saying ${what} ${times} times:\n${screen}`));
        };
        check();
      }),
  };
}

/** The words as one command line for a shell. */
export function shellLine(argv: readonly string[]): string {
  return argv.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
