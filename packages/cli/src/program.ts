/**
 * The command line with all commands.
 *
 * @module
 */

import {loadCommands} from './actions/registry.js';
import {type CreateProgram, programOf} from './program-of.js';

export const createProgram: CreateProgram = (finish, name) => programOf(loadCommands, finish, name);
