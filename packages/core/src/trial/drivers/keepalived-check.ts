/**
 * keepalived's own check of a configuration (`--config-test`), run in the node that has its interfaces.
 *
 * Exit codes measured with 2.2.7: 0 for no errors, even if an included file is missing; 5 for errors, some of which only change
 * what runs while others end the daemon (the manual says 4); 6 for scripts without script security; 143, with "Terminated", for a
 * script that runs as another user, which says nothing about the file.
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
 * Runs the check and records what it says.
 *
 * @param isKnown whether a message is about what we wrote ourselves, and need not be recorded
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
 * An error in our own configuration is due to the lines that were added to it, which would be missing from what is measured.
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
