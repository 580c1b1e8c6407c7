/**
 * Connects the definition of `vip explain` with the code that carries it out.
 *
 * @module
 */

import {commandOf, type Finish} from '../grammar/define.js';
import {EXPLAIN} from '../grammar/explain.js';

export function explainCommand(finish: Finish) {
  return commandOf(EXPLAIN)
    .argument('[file]', 'a pcap or pcapng file, optionally gzipped; - for standard input')
    .action(async (file, options) =>
      finish(await (await import('../commands/explain.js')).explain(file, options)),
    );
}
