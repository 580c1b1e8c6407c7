/**
 * Trials that a file describes.
 *
 * @module
 */

import {collect, flag, readText, valued} from './option.js';

const GROUP = 'Scenario:';

export const SCENARIO = valued(
  '--scenario <file>',
  'run the trials that a YAML or JSON file describes: its keys are these options, and a matrix of them',
  readText,
).helpGroup(GROUP);

export const LIST = flag(
  '--list',
  'with --scenario: print the name and the command of each trial; run nothing',
).helpGroup(GROUP);

export const ONLY = valued(
  '--only <pattern>',
  'with --scenario: only trials of this name, where * matches anything; repeatable',
  collect(readText),
).helpGroup(GROUP);

export const SCENARIO_OPTIONS = [SCENARIO, LIST, ONLY] as const;
