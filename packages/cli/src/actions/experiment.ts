/**
 * Connects the definition of `vip experiment` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {EXPERIMENT} from '../grammar/experiment.js';

export function experimentCommand(finish: Finish) {
  return commandOf(EXPERIMENT).action(async options =>
    finish(await (await import('../commands/experiment.js')).experiment(options)),
  );
}
