/**
 * Which program a command is in.
 *
 * @module
 */

/**
 * Commands that are in programs of their own, the smallest first: `garp` and `tickle` because clients wait for them, `audit` and
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

/** The commands of a separate program. */
export type CommandOf<B extends Bundle> = {
  [C in keyof Apart]: B extends Apart[C][number] ? C : never;
}[keyof Apart];

/**
 * Options that need more than the smallest program has: for `vip garp`, everything but sending; for `vip audit`, trials, and reading
 * captures, because such a process must not be the child of one with more rights; for `vip explain`, everything but files explained as text.
 */
const BEYOND: Partial<
  Record<string, {readonly names: readonly string[]; readonly letters?: readonly string[]}>
> = {
  garp: {
    names: ['detect', 'dry-run', 'verify', 'escalate', 'tickle', 'netns', 'node'],
    letters: ['D', 'n'],
  },
  audit: {names: ['capture', 'prove']},
  explain: {names: ['report', 'from', 'iface', 'netns', 'node']},
};

/** @param words the command line */
export function bundleOf([command = '', ...words]: readonly string[]): Bundle {
  if (!Object.hasOwn(APART, command)) return 'main';
  const [least, next = least] = APART[command as keyof Apart] as readonly [Bundle, Bundle?];
  return words.some(word => isBeyond(command, word)) ? next : least;
}

/** Compiling a regular expression for this would take a twentieth of the time of `vip garp` beyond Node's own start. */
function isBeyond(command: string, word: string): boolean {
  const {names = [], letters = []} = BEYOND[command] ?? {};
  if (word.startsWith('--')) return names.includes(word.slice(2).split('=', 1)[0] ?? '');
  return word.startsWith('-') && letters.some(letter => word.includes(letter));
}
