/**
 * Connects the definition of `vip lab` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {LAB} from '../grammar/lab.js';

export function labCommand(finish: Finish) {
  return commandOf(LAB).action(async options =>
    finish(await (await import('../commands/lab.js')).lab(options)),
  );
}
