/**
 * The user's commands that are run here: the fault, and its undoing.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {CommandError, type RunOptions, run} from '../process.js';

/** How long one may take. Milliseconds. */
const COMMAND_MS = 600_000;

/** How much of its output is kept. Octets. */
const COMMAND_OCTETS = 1 << 20;

/**
 * Runs a command with sh.
 *
 * @param option the option that it was given with, for the message
 * @throws VipError `COMMAND_FAILED`; the signal's reason if it is aborted before the end
 */
export async function runCommand(
  option: string,
  command: string,
  limits: Pick<RunOptions, 'signal' | 'timeoutMs' | 'outlastsInterruption'> = {},
): Promise<void> {
  const common = {timeoutMs: COMMAND_MS, mostOctets: COMMAND_OCTETS, mayGainRights: true};
  try {
    await run(['sh', '-c', command], {...common, ...limits});
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const {exitCode, stderr} = error.result;
    const said = stderr.trim().split('\n').at(-1) ?? '';
    const problem = `expected ${JSON.stringify(command)} to end with 0, got ${exitCode ?? 'a signal'}`;
    throw new VipError('COMMAND_FAILED', `${option}: ${problem}${said === '' ? '' : `: ${said}`}`);
  }
}
