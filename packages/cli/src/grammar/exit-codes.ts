/**
 * Meaning of the exit codes, for help and the manual.
 *
 * @module
 */

export const EXIT_CODES: readonly (readonly [code: string, means: string])[] = [
  ['0', 'done, every expectation held'],
  ['1', 'done, and the answer is no'],
  ['2', 'usage error; nothing was touched'],
  ['3', 'could not be done'],
  ['130, 143, 129', 'interrupted by ^C, SIGTERM or SIGHUP, everything taken down'],
];
