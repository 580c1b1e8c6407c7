/**
 * The commands that have a program of their own; everything else is left to the program with all commands.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import type {Bundle, CommandOf} from '../bundles.js';
import type {Finish} from '../grammar/define.js';
import type {LoadCommands} from '../program-of.js';
import {runWholeProgram} from '../whole-program.js';

type Loaders<B extends Bundle> = Readonly<Record<CommandOf<B>, (finish: Finish) => Promise<unknown>>>;

export function commandsApart<B extends Bundle>(loaders: Loaders<B>): LoadCommands {
  return async ({finish}, name = '') =>
    Object.hasOwn(loaders, name)
      ? [(await loaders[name as CommandOf<B>](finish)) as CommandUnknownOpts]
      : runWholeProgram();
}
