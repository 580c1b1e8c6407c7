/**
 * Output of a command: on standard output, in files, in a directory.
 *
 * @module
 */

import type {Mode} from '../grammar/mode.js';
import {flag, readText, valued} from './option.js';

const GROUP = 'Output:';

/** @param what the meaning, if more than the results is printed */
export const jsonOption = (what = 'print one JSON object per line') => flag('--json', what).helpGroup(GROUP);

export const JSON_LINES = jsonOption();

const out = (what: string) => valued('--out <directory>', what, readText).helpGroup(GROUP);

export const OUT = out('save the run: its timeline, captures and summary');

export const KEEP = out('with --from: keep what was captured, a pcapng file for each place');

/** `--force`: proceed anyway. @param what */
export const forceOption = (what: string) => flag('--force', what);

export const REPLACE = forceOption('with --out: replace a run that vip saved there').helpGroup(GROUP);

/** @param standard the default destination */
export const reportOption = (what = 'also write a report: one HTML file (see: vip report)') =>
  valued('--report <file>', what, readText).helpGroup(GROUP);

export const REPORT_FILE = reportOption();

export const JUNIT = valued('--junit <file>', 'also write a JUnit report', readText).helpGroup(GROUP);

export const SUMMARY = valued(
  '--summary <file>',
  'also write a summary in Markdown, with a picture of the worst run beside it',
  readText,
).helpGroup(GROUP);

export const METRICS_FILE = valued(
  '--metrics <file>',
  "also write the figures as metrics, for GitLab's merge requests or Prometheus",
  readText,
).helpGroup(GROUP);

export const TAP = flag('--tap', 'print the result as TAP 13 (Test Anything Protocol)').helpGroup(GROUP);

export const WRITE = valued(
  '-w, --write <file>',
  'also write a pcapng file; - for standard output',
  readText,
).helpGroup(GROUP);

export const BRIEF = flag('--brief', 'one line per address: the worst finding').helpGroup(GROUP);

/** Every option about the files of a run. */
export const RUN_OUTPUTS = [OUT, REPLACE, REPORT_FILE] as const;

/** The modes in which some of these are meaningless. */
export function outModes(call: string): Mode[] {
  return [
    {
      call: `${call} without --out`,
      when: ({given}) => !given(OUT),
      except: [REPLACE],
      remedy: 'add --out DIRECTORY',
    },
  ];
}
