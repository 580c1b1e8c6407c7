/**
 * Arguments and options of `vip report`.
 *
 * @module
 */

import {LIMITS} from '../options/limits.js';
import {json, report} from '../options/output.js';
import {define, type ValuesOf} from './define.js';

export const REPORT = define({
  name: 'report',
  summary: 'turn a saved run, or a series, into one HTML file to view and share',
  description:
    'Draws what happened in a run: which observers were black-holed, for how long, and which frame ended it.',
  options: [
    ...LIMITS,
    report('where to write it (default: report.html in the directory)'),
    json('print one JSON object'),
  ],
  notes: [['The file is self-contained and opens in any browser.']],
  examples: [
    ['vip experiment --delay 0s --report failover.html'],
    ['vip trial --driver keepalived --runs 10 --out series && vip report series'],
  ],
  completion: 'directory',
});

export type ReportOptions = ValuesOf<typeof REPORT>;
