/**
 * A way to run a shell on a machine that exists: one object in one file, listed in `registry.ts`.
 *
 * @module
 */

/** How we reach the machines of a cluster. */
export interface ReachOptions {
  /** A configuration file for ssh(1), in place of the user's own. */
  readonly sshConfig?: string | undefined;
}

/** A machine that can be reached. */
export interface Reach {
  /** As the user wrote it. */
  readonly text: string;
  /**
   * The local command that runs `sh -c SCRIPT vip ARGUMENTS...` there, with its input and output.
   *
   * @param first whether this is the first channel of the connection, which the others may share
   */
  command(script: string, args: readonly string[], first: boolean): string[];
  /** Removes the files that it keeps here. */
  close(): void;
}

export interface Transport {
  readonly scheme: string;
  /** What follows the scheme, for messages. */
  readonly form: string;
  /** @throws VipError `BAD_ARGUMENT` */
  reach(rest: string, options: ReachOptions): Reach;
}

/** The words of a shell with a script. */
export function shellWords(script: string, args: readonly string[]): string[] {
  return ['sh', '-c', script, 'vip', ...args];
}
