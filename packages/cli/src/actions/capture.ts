/**
 * Connects the definition of `vip capture` with the code that carries it out.
 *
 * @module
 */

import {capture} from '../commands/capture.js';
import {CAPTURE} from '../grammar/capture.js';
import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';

export function captureCommand(finish: Finish) {
  return commandOf(CAPTURE)
    .argument('[file]', 'a pcap or pcapng file, optionally gzipped; - for standard input')
    .action(async (file, options) => finish(await capture(file, options)));
}
