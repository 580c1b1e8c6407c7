/**
 * The command line with all commands.
 *
 * @module
 */

import {loadCommands} from './actions/registry.js';
import {type CreateProgram, commandProgram} from './program-of.js';

export const createProgram: CreateProgram = (finish, name) => commandProgram(loadCommands, finish, name);
