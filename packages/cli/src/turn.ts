/**
 * The turns that experiments take on a machine, and what is said to who waits.
 *
 * @module
 */

import {type Turn, takeTurn} from '@vip/core';
import {note} from './output.js';

/** A short wait is not worth a word, and to who does not look on only a long one is. Milliseconds. */
const SILENT_MS = process.stderr.isTTY ? 3000 : 30_000;

/** Waits until this run may measure. */
export async function nextTurn(signal: AbortSignal): Promise<Turn> {
  let timer: NodeJS.Timeout | undefined;
  const onWait = () => {
    timer = setTimeout(
      () => note('waiting: as many experiments as this machine can carry are measuring already'),
      SILENT_MS,
    );
  };
  try {
    return await takeTurn({signal, onWait});
  } finally {
    clearTimeout(timer);
  }
}
