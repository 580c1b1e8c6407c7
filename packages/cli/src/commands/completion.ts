/**
 * `vip completion`: what a shell needs to complete our command line.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {Command} from 'commander';
import {candidatesFunction, SHELLS} from '../completion/candidates.js';
import {SCRIPT_OF} from '../completion/shells.js';
import {EXIT} from '../exit.js';
import {print} from '../output.js';

/** @throws VipError `BAD_ARGUMENT` for any other shell */
export function completion(program: Command, name: string): number {
  const shell = SHELLS.find(known => known === name);
  if (shell === undefined) {
    throw new VipError(
      'BAD_ARGUMENT',
      `completion: expected ${SHELLS.join(', ')}, got ${JSON.stringify(name)}`,
    );
  }
  print(SCRIPT_OF[shell](candidatesFunction(program)));
  return EXIT.done;
}
