/**
 * Connects the definition of `vip trial` with the code that carries it out.
 *
 * @module
 */

import {commandOf, type Finish} from '../grammar/define.js';
import {calledAs} from '../grammar/mode.js';
import {driverOf, isOnCluster, TRIAL} from '../grammar/trial.js';

export function trialCommand(finish: Finish) {
  return commandOf(TRIAL).action(async (options, command) => {
    const called = calledAs(command);
    const software = isOnCluster(called) ? {} : {driver: driverOf(called)};
    finish(await (await import('../commands/trial.js')).trial({...options, ...software}));
  });
}
