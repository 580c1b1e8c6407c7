/**
 * Connects the definition of `vip trial` with the code that carries it out.
 *
 * @module
 */

import {commandOf, type Finish} from '../grammar/define.js';
import {calledAs} from '../grammar/mode.js';
import {driverOf, TRIAL} from '../grammar/trial.js';

export function trialCommand(finish: Finish) {
  return commandOf(TRIAL).action(async (options, command) => {
    const driver = driverOf(calledAs(command));
    finish(await (await import('../commands/trial.js')).trial({...options, driver}));
  });
}
