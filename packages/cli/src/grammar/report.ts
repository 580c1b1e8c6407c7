/**
 * Arguments and options of `vip report`.
 *
 * @module
 */

import {LIMITS} from '../options/limits.js';
import {readText, valued} from '../options/option.js';
import {jsonOption, reportOption} from '../options/output.js';
import {define, type ValuesOf} from './define.js';

export const WATCHED = valued(
  '--watch <file>',
  'report what vip watch --json printed into this file',
  readText,
  'file',
);

export const REPORT = define({
  name: 'report',
  summary: 'turn a saved run, a series or a week of vip watch into one HTML file to share',
  description:
    'Draws what happened in a run: which observers were black-holed, for how long, and which frame ended it.',
  options: [
    WATCHED,
    ...LIMITS,
    reportOption('where to write it (default: report.html in the directory)'),
    jsonOption('print one JSON object'),
  ],
  modes: [
    {
      call: 'vip report --watch',
      when: ({given}) => given(WATCHED),
      except: LIMITS,
      remedy: 'limits are for trials',
    },
  ],
  notes: [['The file is self-contained and opens in any browser.']],
  examples: [
    ['vip experiment --delay 0s --report failover.html'],
    ['vip trial --driver keepalived --runs 10 --out series && vip report series'],
    ['vip report --watch events.jsonl --report week.html'],
  ],
  completion: 'directory',
});

export type ReportCommandOptions = ValuesOf<typeof REPORT>;
