/**
 * When V8 optimises functions that run often.
 *
 * @module
 */

import {setFlagsFromString} from 'node:v8';

/** Octets of bytecode that a function runs before it is optimised: more than seven times what Node 20 has. */
const BUDGET = 1_000_000;

/**
 * For work that is over within a tenth of a second: there the compiler takes more time than its code saves, and so does a marker that
 * works beside it for a collection that never comes. Of 10,000 lines of a configuration, reading took 165 ms of the processor with
 * V8's own budget and 100 ms with this one (Node 20.20), and all of it a seventh less without the marker; what runs for longer
 * is optimised, and cleaned up, all the same.
 */
export function optimiseLate(): void {
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
  setFlagsFromString('--no-incremental-marking');
}
