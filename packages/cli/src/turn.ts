/**
 * The turns that experiments take on a machine, and the message for a waiting one.
 *
 * @module
 */

import {formatTurnHolder, type Turn, type TurnHolder, takeTurn} from '@vip/core/internal';
import {typedWords} from './command-words.js';
import {noteParagraph} from './note.js';

/** Shorter waits are not worth mentioning; without a terminal, only long ones are. Milliseconds. */
const SILENT_MS = process.stderr.isTTY ? 3000 : 30_000;

/** Waits until this run may measure. */
export async function nextTurn(signal: AbortSignal): Promise<Turn> {
  let timer: NodeJS.Timeout | undefined;
  const onWait = (holders: readonly TurnHolder[]) => {
    timer = setTimeout(() => {
      const whom = holders.map(holder => formatTurnHolder(holder)).join(', ');
      noteParagraph(`waiting: this machine is already running as many measurements as it can: ${whom}`);
    }, SILENT_MS);
  };
  try {
    return await takeTurn({signal, command: ['vip', ...typedWords()], onWait});
  } finally {
    clearTimeout(timer);
  }
}
