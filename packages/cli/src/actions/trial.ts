/**
 * Connects the definition of `vip trial` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {TRIAL, trialOptions} from '../grammar/trial.js';

export function trialCommand(finish: Finish) {
  return commandOf(TRIAL).action(async (options, command) => {
    const {scenario} = options;
    const typed = trialOptions(options, command);
    finish(
      scenario === undefined
        ? await (await import('../commands/trial.js')).trial(typed)
        : await (await import('../commands/trial-scenario.js')).trialScenario(scenario, typed),
    );
  });
}
