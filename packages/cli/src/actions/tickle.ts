/**
 * Connects the definition of `vip tickle` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {TICKLE} from '../grammar/tickle.js';

export function tickleCommand(finish: Finish) {
  return commandOf(TICKLE).action(async options =>
    finish(await (await import('../commands/tickle.js')).tickleClients(options)),
  );
}
