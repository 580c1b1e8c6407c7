/**
 * Attributes that only a process itself can set (prctl(2)), and that Node cannot set for its children: setpriv(1) sets them and then
 * becomes the program.
 *
 * @module
 */

import {isProgram} from './find-program.js';

/** Attributes of a child process. */
export interface ProcessAttributes {
  /** Whether it outlives us when we are killed, because it cleans up after us by itself. */
  readonly outlivesUs?: boolean;
  /** Whether it can gain privileges, as through sudo(8): true for the user's commands and the software under test, never for our helpers. */
  readonly mayGainRights?: boolean;
  /** Variables added to ours or replacing them; an undefined value removes one. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The command that starts a program with these attributes. Unless it outlives us, the kernel kills it as soon as we are gone: a
 * hanging program would never notice. Unless it may gain rights, `no_new_privs` is set for it and for all that it starts, which takes nothing
 * from root.
 *
 * Without setpriv(1) or the program itself, it is the program's own command: starting that then fails with what is missing.
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
