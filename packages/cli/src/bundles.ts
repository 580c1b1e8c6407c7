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

/** What of `vip audit` takes more than it has itself: a process that reads captures must not be the child of one with more rights. */
const BEYOND_AUDIT = /^--(?:capture|prove)(?:=|$)/;

/** @param words of the command line */
export function bundleOf([command = '', ...words]: readonly string[]): Bundle {
  if (!Object.hasOwn(APART, command)) return 'main';
  const bundle = APART[command as keyof Apart];
  return bundle === 'audit' && words.some(word => BEYOND_AUDIT.test(word)) ? 'main' : bundle;
}
