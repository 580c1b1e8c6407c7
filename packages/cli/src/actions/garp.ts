/**
 * Connects the definition of `vip garp` with the code that carries it out.
 *
 * @module
 */

import {garp} from '../commands/garp.js';
import {commandOf, type Finish} from '../grammar/define.js';
import {GARP} from '../grammar/garp.js';

export function garpCommand(finish: Finish) {
  return commandOf(GARP).action(async options => finish(await garp(options)));
}
