/**
 * The commands of the program that a notify script calls.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {type AnnouncingCommand, isAnnouncing} from '../announcing.js';
import type {Finish} from '../grammar/define.js';
import type {LoadCommands} from '../program-of.js';
import {runWholeProgram} from '../whole-program.js';

const LOADERS: Readonly<Record<AnnouncingCommand, (finish: Finish) => Promise<unknown>>> = {
  garp: async finish => (await import('./garp.js')).garpCommand(finish),
  tickle: async finish => (await import('./tickle.js')).tickleCommand(finish),
};

export const loadAnnouncing: LoadCommands = async ({finish}, name) =>
  isAnnouncing(name) ? [(await LOADERS[name](finish)) as CommandUnknownOpts] : runWholeProgram();
