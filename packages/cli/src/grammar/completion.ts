/**
 * Arguments and options of `vip completion`.
 *
 * @module
 */

import {SHELLS} from '../completion/shell.js';
import {define} from './define.js';

export const COMPLETION = define({
  name: 'completion',
  summary: 'print the completion script for bash, zsh or fish',
  description: 'Prints a script for the shell to load.',
  options: [],
  examples: [
    ['source <(vip completion bash)'],
    ['source <(vip completion zsh)'],
    ['vip completion fish | source'],
  ],
  completion: SHELLS,
});
