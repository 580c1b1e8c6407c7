/**
 * keepalived's own check of a configuration (`--config-test`), in the node where it will run: it wants its interfaces.
 *
 * Measured with 2.2.7: 0 fine, also when a file that is included is missing; 5 errors, where some only alter what runs and
 * some end the daemon (the manual says 4); 6 scripts without script security; 143, and "Terminated", where a script runs as
 * another user, which says nothing of the file.
 *
 * @module
 */

import type {CheckedEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Bench} from '../driver.js';

const PROGRAM = 'keepalived';

/** Exit codes that report errors. */
const OBJECTIONS = [4, 5];

/**
 * Runs the check, and writes down what it says.
 *
 * @param isKnown whether a message is about what we wrote ourselves, and is therefore no news
 */
export async function checkConfig(
  {programs, timeline}: Bench,
  node: string,
  file: string,
  isKnown: (message: string) => boolean = () => false,
): Promise<CheckedEvent> {
  const argv = [PROGRAM, '--config-test', `--use-file=${file}`];
  const {exitCode, stdout, stderr} = await programs.attempt({node, program: PROGRAM, argv});
  const messages = checkMessages(`${stdout}${stderr}`, file).filter(message => !isKnown(message));
  const event: CheckedEvent = {at: kernelTime(), node, kind: 'checked', program: PROGRAM, exitCode, messages};
  timeline.add(event);
  return event;
}

/** Each message once, although keepalived repeats some up to four times. Lines of the file are named without its path. */
export function checkMessages(output: string, file: string): string[] {
  const lines = output.split('\n').map(line => line.trim().replaceAll(`${file}: Line`, 'line'));
  return [...new Set(lines)].filter(line => line !== '' && line !== 'Terminated');
}

/**
 * With our own configuration an error is in the lines that were added to it, and would be measured without them.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function refuseObjections(checks: readonly CheckedEvent[], extra: readonly string[]): void {
  const objection = checks.find(({exitCode}) => OBJECTIONS.includes(exitCode ?? 0));
  if (objection === undefined) return;
  const said = objection.messages.join('; ');
  if (extra.length > 0) throw new VipError('BAD_ARGUMENT', `vrrp: keepalived rejects it: ${said}`);
  throw new VipError('NOT_POSSIBLE', `trial: keepalived rejects our configuration: ${said}`);
}
