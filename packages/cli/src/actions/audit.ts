/**
 * Connects the definition of `vip audit` with the code that carries it out.
 *
 * @module
 */

import {AUDIT} from '../grammar/audit.js';
import {commandOf, type Finish} from '../grammar/define.js';

export function auditCommand(finish: Finish) {
  return commandOf(AUDIT)
    .argument('<config...>', 'FILE, NAME=FILE, or a copy of /etc/keepalived; one for each node')
    .action(async (configs, options) =>
      finish(await (await import('../commands/audit.js')).audit(configs, options)),
    );
}
