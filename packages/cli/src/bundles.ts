/**
 * Which program a command is in.
 *
 * @module
 */

/**
 * Commands that are in a program of their own: of `garp` and `tickle` because the clients wait for them, of `audit` because reading
 * the text of all commands takes as long as judging thousands of lines.
 */
const APART = {garp: 'announce', tickle: 'announce', audit: 'audit'} as const satisfies Record<
  string,
  string
>;

type Apart = typeof APART;

export type Bundle = Apart[keyof Apart] | 'main';

/** The commands that a program of its own has. */
export type CommandOf<B extends Bundle> = {[C in keyof Apart]: Apart[C] extends B ? C : never}[keyof Apart];

/** @param command the first word of the command line */
export function bundleOf(command: string | undefined): Bundle {
  return command !== undefined && Object.hasOwn(APART, command) ? APART[command as keyof Apart] : 'main';
}
