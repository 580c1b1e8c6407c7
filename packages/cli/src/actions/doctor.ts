/**
 * Connects the definition of `vip doctor` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {DOCTOR} from '../grammar/doctor.js';

export function doctorCommand(finish: Finish) {
  return commandOf(DOCTOR).action(async options =>
    finish(await (await import('../commands/doctor.js')).doctor(options)),
  );
}
