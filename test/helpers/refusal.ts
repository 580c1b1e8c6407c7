/**
 * The command line's message about words that it does not accept.
 *
 * @module
 */

import {createProgram, isUsageError, usageLine} from '@vip/cli/grammar';
import type {Commands} from './grammar.js';

/** The reason why a command line is refused before its command begins; undefined if it begins. */
export async function refusal(words: readonly string[], commands: Commands): Promise<string | undefined> {
  const program = await createProgram(() => {}, words[0]);
  for (const command of program.commands) command.action(() => {});
  try {
    await program.parseAsync(words, {from: 'user'});
    return undefined;
  } catch (error) {
    if (isUsageError(error)) return usageLine(error, words, commands);
    return (error as Error).message;
  }
}
