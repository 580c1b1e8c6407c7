/**
 * Connects the definition of `vip audit` with the code that carries it out.
 *
 * @module
 */

import type {AuditLoaders} from '../commands/audit.js';
import {AUDIT} from '../grammar/audit.js';
import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';

/** @param beyond the code for captures and trials, loaded on demand */
export function auditCommand(finish: Finish, beyond: AuditLoaders) {
  return commandOf(AUDIT)
    .argument('<config...>', 'FILE, NAME=FILE, or a copy of /etc/keepalived; one for each node')
    .action(async (configs, options) =>
      finish(await (await import('../commands/audit.js')).auditConfigs(configs, options, beyond)),
    );
}
