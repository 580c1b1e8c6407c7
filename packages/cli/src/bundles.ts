/**
 * Which program a command is in.
 *
 * @module
 */

/**
 * Commands that are in programs of their own, the smallest first: `garp` and `tickle` because the clients wait for them, `audit` and
 * `explain` because reading the text of all commands takes as long as judging thousands of lines, or reading as many frames.
 */
const APART = {
  garp: ['garp', 'announce'],
  tickle: ['announce'],
  audit: ['audit', 'main'],
  explain: ['explain', 'main'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

type Apart = typeof APART;

export type Bundle = Apart[keyof Apart][number] | 'main';

/** The commands that a program of its own has. */
export type CommandOf<B extends Bundle> = {
  [C in keyof Apart]: B extends Apart[C][number] ? C : never;
}[keyof Apart];

/**
 * What takes more than the smallest program has: of `vip garp` all but to send; of `vip audit` what reads captures, for such a process must
 * not be the child of one with more rights, and trials; of `vip explain` what is not a file that is explained as text.
 */
const BEYOND: Partial<Record<string, RegExp>> = {
  garp: /^(?:-\w*[Dn]|--(?:detect|dry-run|verify|escalate|tickle|netns|node)(?:=|$))/,
  audit: /^--(?:capture|prove)(?:=|$)/,
  explain: /^--(?:report|from|iface|netns|node)(?:=|$)/,
};

/** @param words of the command line */
export function bundleOf([command = '', ...words]: readonly string[]): Bundle {
  if (!Object.hasOwn(APART, command)) return 'main';
  const [least, next = least] = APART[command as keyof Apart] as readonly [Bundle, Bundle?];
  return words.some(word => BEYOND[command]?.test(word)) ? next : least;
}
