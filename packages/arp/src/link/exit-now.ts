/**
 * The end of a process that has nothing left to tidy up.
 *
 * @module
 */

import {loadedCap} from './native.js';

/**
 * Ends the process as _exit(2) does: nothing of Node or V8 is shut down, which takes as long as sending does. `'exit'` is not
 * emitted, and buffered output of streams is lost. Returns if no link was ever opened or asked for: libpcap is not loaded for this.
 *
 * @param code exit status, 0 to 255
 */
export function exitNow(code: number): void {
  loadedCap()?.exitNow(code);
}
