/**
 * What `vip report` takes.
 *
 * @module
 */

import {LIMITS} from '../options/limits.js';
import {json, report} from '../options/output.js';
import {commandOf, define, type Finish, type ValuesOf} from './define.js';

const REPORT = define({
  name: 'report',
  summary: 'a saved run, or a series, as one HTML file to look at and to pass on',
  description: 'Draws what happened in a run: who was black-holed, for how long, which frame ended it.',
  options: [
    ...LIMITS,
    report('where to write it (default: report.html in the directory)'),
    json('print one JSON object'),
  ],
  notes: [['The file holds everything it needs, loads nothing, and opens in any browser.']],
  examples: [
    ['vip experiment --delay 0s --report failover.html'],
    ['vip trial --driver keepalived --runs 10 --out series && vip report series'],
  ],
  completion: 'directory',
});

export type ReportOptions = ValuesOf<typeof REPORT>;

export function reportCommand(finish: Finish) {
  return commandOf(REPORT)
    .argument('<directory>', 'what --out saved; or a file of lines that --json printed')
    .action(async (path, options) =>
      finish(await (await import('../commands/report.js')).report(path, options)),
    );
}
