/**
 * Connects the definition of `vip garp` with the code that carries it out.
 *
 * @module
 */

import {type BeyondSending, garp} from '../commands/garp.js';
import {commandOf, type Finish} from '../grammar/define.js';
import {GARP} from '../grammar/garp.js';

/** @param beyond what takes more than to send, loaded when it is asked for */
export function garpCommand(finish: Finish, beyond: () => Promise<BeyondSending>) {
  return commandOf(GARP).action(async options => finish(await garp(options, beyond)));
}

/** All that the command can do. */
export async function wholeGarpCommand(finish: Finish) {
  return garpCommand(finish, async () => (await import('../commands/garp-beyond.js')).garpBeyondSending);
}
