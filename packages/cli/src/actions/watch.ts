/**
 * Connects the definition of `vip watch` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {WATCH} from '../grammar/watch.js';

export function watchCommand(finish: Finish) {
  return commandOf(WATCH)
    .argument('[file]', 'a pcap or pcapng file, optionally gzipped; - for standard input')
    .action(async (file, options) =>
      finish(await (await import('../commands/watch.js')).watch(file, options)),
    );
}
