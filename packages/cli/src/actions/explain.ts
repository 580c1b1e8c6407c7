/**
 * Connects the definition of `vip explain` with the code that carries it out.
 *
 * @module
 */

import type {ExplainLoaders} from '../commands/explain-loaders.js';
import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {EXPLAIN} from '../grammar/explain.js';

interface BeyondFiles extends ExplainLoaders {
  /** Several places, captured live. */
  readonly capturing: () => Promise<typeof import('../commands/explain-from.js')>;
}

/** @param beyond the code for anything but files, loaded on demand */
export function explainCommand(finish: Finish, beyond: BeyondFiles) {
  return commandOf(EXPLAIN)
    .argument(
      '[file...]',
      'a pcap or pcapng file, optionally gzipped; - for standard input; or several of one event, each as FILE or NAME=FILE',
    )
    .action(async (files, options) =>
      finish(
        options.from !== undefined
          ? await (await beyond.capturing()).explainFrom(options.from, options)
          : files.length > 1
            ? await (await import('../commands/explain-together.js')).explainTogether(files, options, beyond)
            : await (await import('../commands/explain.js')).explain(files[0], options, beyond),
      ),
    );
}
