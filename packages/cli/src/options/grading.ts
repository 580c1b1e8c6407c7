/**
 * How submissions are graded.
 *
 * @module
 */

import {availableParallelism} from 'node:os';
import {wholeNumberFrom} from '../values/number.js';
import {collect, readText, valued} from './option.js';

export const CSV = valued('--csv <file>', 'also write the marks as a table for a spreadsheet', readText);

export const STUDENT = valued(
  '--student <name>',
  'grade only the submission in the directory of this name; repeatable',
  collect(readText),
);

export const SHEET = valued(
  '--sheet <student>',
  "print a student's task sheet in Markdown; grade nothing",
  readText,
);

/** Most of an exercise is waiting: four labs for each processor keep it busy. */
export const DEFAULT_JOBS = 4 * availableParallelism();

export const JOBS = valued('--jobs <n>', 'labs at a time (default: four per processor)', wholeNumberFrom(1));
