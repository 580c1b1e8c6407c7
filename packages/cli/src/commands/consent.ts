/**
 * The user's consent to what is about to be done to their machines.
 *
 * @module
 */

import {once} from 'node:events';
import {VipError} from '@vip/arp';
import {loseTerminal} from '../lost-terminal.js';
import {noteParagraph, printNote} from '../note.js';

/**
 * Prints what will be done, and asks on a terminal.
 *
 * @param isGiven whether consent was given already
 * @throws VipError `BAD_ARGUMENT` without a terminal, or if the answer is no: nothing was touched
 */
export async function consent(lines: readonly string[], isGiven: boolean): Promise<void> {
  for (const line of lines) noteParagraph(line);
  if (isGiven) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new VipError('BAD_ARGUMENT', '--yes: expected where there is no terminal to ask on, got none');
  printNote('go ahead? y or n');
  const answer = await readLine();
  if (!/^y(es)?$/i.test(answer))
    throw new VipError('BAD_ARGUMENT', 'trial: expected y to go ahead, got no; nothing was touched');
}

async function readLine(): Promise<string> {
  process.stdin.once('end', loseTerminal).on('error', loseTerminal);
  process.stdin.resume();
  try {
    const [line] = (await once(process.stdin, 'data')) as [Buffer];
    return line.toString().trim();
  } finally {
    process.stdin.off('end', loseTerminal).pause();
  }
}
