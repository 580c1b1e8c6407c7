/**
 * @module
 */

import {BOOLEAN, COUNT, field, object, optional, TEXT, untyped, wordsOf} from '@vip/analysis/internal/schema';
import type {ReportVerdict} from '@vip/core/internal/report';
import type {PrintingCommand} from './printed.js';
import {WATCH_REPORT} from './watch-report.js';

const VERDICT = object<ReportVerdict>('report-verdict', {
  held: optional(BOOLEAN, 'whether everything that was checked held; absent if there was nothing to check'),
  word: field(TEXT, 'two or three words'),
  text: field(TEXT, 'a sentence'),
});

export const REPORT_JSON: PrintingCommand = {
  command: 'vip report --json',
  about: '',
  objects: [
    {
      kind: 'report',
      means: 'the report is written',
      shape: untyped('report', {
        kind: field(wordsOf('report'), 'what it is'),
        file: field(TEXT, 'path of the report'),
        runs: field(COUNT, 'number of runs read'),
        verdict: field(VERDICT, 'verdict on all of it'),
      }),
    },
    WATCH_REPORT,
  ],
};
