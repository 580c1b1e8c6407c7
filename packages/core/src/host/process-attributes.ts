/**
 * What only a process itself can set (prctl(2)), and Node sets for none that it starts: setpriv(1) does, and then becomes the program.
 *
 * @module
 */

import {isProgram} from './find-program.js';

/** Attributes of a child process. */
export interface ProcessAttributes {
  /** Whether it outlives us when we are killed, because it cleans up after us by itself. */
  readonly outlivesUs?: boolean;
  /** Whether it can gain privileges, for instance through sudo(8). True for commands of the user's and software under test, never for our own helpers. */
  readonly mayGainRights?: boolean;
  /** Variables added to ours or replacing them; an undefined value removes one. */
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
