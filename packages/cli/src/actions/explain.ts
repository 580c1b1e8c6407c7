/**
 * Connects the definition of `vip explain` with the code that carries it out.
 *
 * @module
 */

import {commandOf, type Finish} from '../grammar/define.js';
import {EXPLAIN} from '../grammar/explain.js';

export function explainCommand(finish: Finish) {
  return commandOf(EXPLAIN)
    .argument(
      '[file...]',
      'a pcap or pcapng file, optionally gzipped; - for standard input; or several of one event, each as FILE or NAME=FILE',
    )
    .action(async (files, options) =>
      finish(
        options.from !== undefined
          ? await (await import('../commands/explain-from.js')).explainFrom(options.from, options)
          : files.length > 1
            ? await (await import('../commands/explain-together.js')).explainTogether(files, options)
            : await (await import('../commands/explain.js')).explain(files[0], options),
      ),
    );
}
