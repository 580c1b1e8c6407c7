// A lab measures on a machine that others use as well: a stall of a second in the wrong place fails a test of which nothing is wrong. In
// CI, where nobody is there to look, the few lab tests that failed are run once more, each alone, after all the others. Both outcomes are
// printed. What is wrong fails twice; what fails in many places, or without a lab, is not tried again.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './bootstrap/checkout.js';

/** @typedef {import('./tap-reader.js').TestResult} TestResult */

/** More than these have another cause than a stall. */
const AT_MOST = 6;

/** Who runs it, as `test/helpers/require-lab.ts` writes it behind the title of a test that needs a lab. */
const LAB_TEST = / \((?:root|user)\)$/;

/** @typedef {{result: TestResult, file: string, title: string}} Attempt a failed test, its compiled file, and its own title */

/**
 * Those of the failed tests that are tried again: all of them, or none.
 * @param {readonly TestResult[]} failures
 * @param {{isCi: boolean, exists?: (path: string) => boolean}} options
 * @returns {Attempt[]}
 */
export function secondAttempts(failures, {isCi, exists = path => existsSync(join(root, path))}) {
  if (!isCi || failures.length > AT_MOST) return [];
  const attempts = failures.flatMap(result => attemptOf(result, exists));
  return attempts.length === failures.length ? attempts : [];
}

/** The arguments with which AVA runs that test alone; its patterns know `*`, `!` in front and the backslash. @param {Attempt} attempt */
export function aloneArguments({file, title}) {
  return [file, `--match=${title.replace(/[\\*]|^!/g, '\\$&')}`];
}

/**
 * @param {TestResult} result
 * @param {(path: string) => boolean} exists
 * @returns {Attempt[]} none or one
 */
function attemptOf(result, exists) {
  if (!LAB_TEST.test(result.title)) return [];
  // AVA puts the path of the file before the title: `lab › garp › the title`.
  const parts = result.title.split(' › ');
  for (let rooms = 1; rooms < parts.length; rooms++) {
    const file = `test/dist/${parts.slice(0, rooms).join('/')}.js`;
    if (exists(file)) return [{result, file, title: parts.slice(rooms).join(' › ')}];
  }
  return [];
}
