/**
 * `vip completion`: the script with which a shell completes our command line.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {candidatesFunction} from '../completion/candidates.js';
import {SHELLS} from '../completion/shell.js';
import {SCRIPT_OF} from '../completion/shells.js';
import {EXIT} from '../exit.js';
import {print} from '../output.js';

/** @throws VipError `BAD_ARGUMENT` for any other shell */
export function completion(program: CommandUnknownOpts, name: string): number {
  const shell = SHELLS.find(known => known === name);
  if (shell === undefined) throw new VipError('BAD_ARGUMENT', notAmong('SHELL', SHELLS, name));
  print(SCRIPT_OF[shell](candidatesFunction(program)));
  return EXIT.done;
}
