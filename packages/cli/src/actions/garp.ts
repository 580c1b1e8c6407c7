/**
 * Connects the definition of `vip garp` with the code that carries it out.
 *
 * @module
 */

import {garp} from '../commands/garp.js';
import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {BEYOND_SENDING, GARP, type GarpCommandOptions} from '../grammar/garp.js';

export function garpCommand(finish: Finish) {
  return commandOf(GARP).action(async options => finish(await (takesMore(options) ? beyond : garp)(options)));
}

function takesMore(options: GarpCommandOptions): boolean {
  return BEYOND_SENDING.some(
    option => options[option.attributeName() as keyof GarpCommandOptions] !== undefined,
  );
}

async function beyond(options: GarpCommandOptions): Promise<number> {
  const {garpBeyondSending} = await import('../commands/garp-beyond.js');
  return garpBeyondSending(options);
}
