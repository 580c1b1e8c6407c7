// A lab measures on a machine that others use as well, where a stall of a second at the wrong moment fails a correct test. In CI, where
// nobody is watching, a few failed lab tests are run once more, each alone, after all the others, and both outcomes are printed. A real
// fault fails twice; many failures, or failures without a lab, are not retried.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './bootstrap/checkout.js';

/** @typedef {import('./tap-reader.js').TestResult} TestResult */

/** If more tests than this fail, the cause is not a stall. */
const AT_MOST = 6;

/** The user, which `test/helpers/require-lab.ts` appends to the titles of tests that need a lab outside test/lab as well. */
const LAB_TEST = / \((?:root|user)\)$/;

/** @typedef {{result: TestResult, file: string, title: string}} Attempt a failed test, its compiled file, and its own title */

/**
 * The failed tests that are retried: all of them, or none.
 * @param {readonly TestResult[]} failures
 * @param {{isCi: boolean, exists?: (path: string) => boolean}} options
 * @returns {Attempt[]}
 */
export function secondAttempts(failures, {isCi, exists = path => existsSync(join(root, path))}) {
  if (!isCi || failures.length > AT_MOST) return [];
  const attempts = failures.flatMap(result => attemptOf(result, exists));
  return attempts.length === failures.length ? attempts : [];
}

/** The arguments with which AVA runs that test alone; its patterns interpret `*`, a leading `!` and the backslash. @param {Attempt} attempt */
export function aloneArguments({file, title}) {
  return [file, `--match=${title.replace(/[\\*]|^!/g, '\\$&')}`];
}

/**
 * @param {TestResult} result
 * @param {(path: string) => boolean} exists
 * @returns {Attempt[]} none or one
 */
function attemptOf(result, exists) {
  // AVA puts the path of the file before the title: `lab › garp › the title`.
  const parts = result.title.split(' › ');
  if (parts[0] !== 'lab' && !LAB_TEST.test(result.title)) return [];
  for (let rooms = 1; rooms < parts.length; rooms++) {
    const file = `test/dist/${parts.slice(0, rooms).join('/')}.js`;
    if (exists(file)) return [{result, file, title: parts.slice(rooms).join(' › ')}];
  }
  return [];
}
