/**
 * What a command can ask of the program that it is part of.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import type {Finish} from '../grammar/define.js';

export interface Calling {
  readonly finish: Finish;
  /** The program with all commands, for commands that describe them. */
  readonly wholeProgram: () => Promise<CommandUnknownOpts>;
}
