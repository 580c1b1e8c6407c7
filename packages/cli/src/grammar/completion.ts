/**
 * What `vip completion` takes.
 *
 * @module
 */

import {SHELLS} from '../completion/shell.js';
import {commandOf, define, type Finish} from './define.js';

const COMPLETION = define({
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

export function completionCommand(finish: Finish) {
  return commandOf(COMPLETION)
    .argument('<shell>', SHELLS.join(', '))
    .action(async shell => {
      const [{completion}, {createProgram}] = await Promise.all([
        import('../commands/completion.js'),
        import('../program.js'),
      ]);
      finish(completion(await createProgram(() => {}), shell));
    });
}
