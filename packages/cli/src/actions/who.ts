/**
 * Connects the definition of `vip who` with the code that carries it out.
 *
 * @module
 */

import {argument} from '../grammar/argument.js';
import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {WHO} from '../grammar/who.js';
import {parseAnnouncedIp} from '../values/station-address.js';

export function whoCommand(finish: Finish) {
  return commandOf(WHO)
    .addArgument(argument('<address>', 'the address to ask for, IPv4 or IPv6', parseAnnouncedIp))
    .action(async (ip, options) => finish(await (await import('../commands/who.js')).whoHolds(ip, options)));
}
