/**
 * Connects the definition of `vip report` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {REPORT} from '../grammar/report.js';

export function reportCommand(finish: Finish) {
  return commandOf(REPORT)
    .argument('[directory]', 'a directory saved with --out, or a file of lines printed with --json')
    .action(async (path, options) =>
      finish(await (await import('../commands/report.js')).makeReport(path, options)),
    );
}
