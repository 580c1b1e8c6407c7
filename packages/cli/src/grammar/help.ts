/**
 * Arguments and options of `vip help`.
 *
 * @module
 */

import {COMMAND_NAMES} from './command-names.js';
import {define} from './define.js';

export const HELP = define({
  name: 'help',
  summary: 'print the help of a command',
  description: 'Prints the help of a command; without one, that of vip.',
  options: [],
  examples: [['vip help trial'], ['man vip', 'all of it']],
  completion: COMMAND_NAMES,
});
