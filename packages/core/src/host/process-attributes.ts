/**
 * What only a process itself can set (prctl(2)), and Node sets for none that it starts: setpriv(1) does, and then becomes the program.
 *
 * @module
 */

import {isProgram} from './find-program.js';

/** What a child of ours is given. */
export interface ProcessAttributes {
  /** Whether it goes on when we are killed: something that takes down by itself what is ours. */
  readonly outlivesUs?: boolean;
  /** Whether it can gain rights, through sudo(8) for instance: a command of the user's, or software under test. No helper of ours can. */
  readonly mayGainRights?: boolean;
  /** Variables that it has beside ours, or in place of them; it has none of those that are undefined here. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The words that start a program with these attributes. Unless it outlives us, the kernel kills it as soon as we are gone: one
 * that hangs would never notice. Unless it may gain rights, `no_new_privs` is set for it and for all that it starts, which takes nothing
 * from root.
 *
 * Without setpriv(1) or without the program itself, they are the program's own words: whoever starts it then learns what is missing.
 */
export function withAttributes(
  argv: readonly string[],
  {outlivesUs = false, mayGainRights = false}: ProcessAttributes,
): readonly string[] {
  const options = [
    ...(outlivesUs ? [] : ['--pdeathsig', 'KILL']),
    ...(mayGainRights ? [] : ['--no-new-privs']),
  ];
  if (options.length === 0 || !isProgram(argv[0] ?? '') || !isProgram('setpriv')) return argv;
  return ['setpriv', ...options, '--', ...argv];
}
