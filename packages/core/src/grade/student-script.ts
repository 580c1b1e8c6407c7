/**
 * A student's script in its lab: started in a node with limits, then awaited or left running.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {OWN_PROGRAMS, STRANGERS} from '../lab/confinement.js';
import type {Lab} from '../lab/lab.js';
import {CommandError, type CommandResult} from '../process.js';
import type {ScriptEnd} from './checks/check.js';

export interface Ended extends ScriptEnd {
  /** The end of what it wrote to standard error. */
  readonly said: string;
}

/** How much a script may write. Octets. */
const MOST_OUTPUT = 1 << 20;

/** Limits for the processes in the lab, including those that observe it. */
const LIMITS = ['--nproc=1024', '--nofile=256', '--fsize=16777216', '--as=2147483648', '--core=0'];

/** Characters of standard error that are kept. */
const MOST_SAID = 300;

/** A file with a line that names its interpreter is a program; any other is for sh(1). */
const RUN = `
cd ${STRANGERS} || exit
first=; read -r first <"$1"
case $first in
'#!'*) set -f; interpreter=\${first#??}; exec $interpreter "./$1" ;;
*) exec sh "./$1" ;;
esac
`;

export interface ScriptOptions {
  readonly node: string;
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly limitMs: number;
  /** Ends it, which does not count against the script. */
  readonly signal: AbortSignal;
}

/** Resolves when it has ended, or was ended; rejects only if the lab ends. */
export async function runScript(lab: Lab, options: ScriptOptions): Promise<Ended> {
  const {node, file, variables, limitMs, signal} = options;
  const env = Object.entries({
    ...variables,
    PATH: `${OWN_PROGRAMS}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: '/tmp',
    LC_ALL: 'C.UTF-8',
    NODE: node,
  }).map(([name, value]) => `${name}=${value}`);
  const words = ['prlimit', ...LIMITS, '--', 'env', '-i', ...env, 'sh', '-c', RUN, 'vip-script', file];
  try {
    return endOf(await lab.run(node, words, {timeoutMs: limitMs, mostOctets: MOST_OUTPUT, signal}));
  } catch (error) {
    if (error instanceof CommandError) return endOf(error.result);
    if (signal.aborted) return {isFine: true, how: 'still running at the end', said: ''};
    if (error instanceof VipError && error.code === 'COMMAND_FAILED')
      return {isFine: false, how: stopped(error, limitMs), said: ''};
    throw error;
  }
}

function stopped({message}: VipError, limitMs: number): string {
  return message.includes('octets of output')
    ? `killed: it printed more than ${MOST_OUTPUT >> 20} MiB`
    : `killed: it took longer than ${limitMs / 1000} s`;
}

function endOf({exitCode, signal, stderr}: CommandResult): Ended {
  const how = signal === null ? `exit ${exitCode}` : `killed by ${signal}`;
  return {isFine: exitCode === 0, how, said: stderr.trim().slice(-MOST_SAID)};
}
