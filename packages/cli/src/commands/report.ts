/**
 * `vip report`: a saved run, or a series of them, as one HTML file.
 *
 * @module
 */

import {statSync} from 'node:fs';
import {join} from 'node:path';
import {reportData, reportPart} from '@vip/core';
import {EXIT} from '../exit.js';
import type {ReportOptions} from '../grammar/report.js';
import {print, printJson} from '../output.js';
import {prepareOutput} from '../outputs/prepare.js';
import {saveReport} from '../report-file.js';
import {readTimelines, timelineFiles} from '../saved-timelines.js';
import {criteriaOf} from './criteria.js';

/** @param path the directory that `--out` filled, or a file of `--json` lines */
export async function report(path: string, options: ReportOptions): Promise<number> {
  const {json} = options;
  const criteria = criteriaOf(options);
  const file = options.report ?? reportBeside(path);
  const output = prepareOutput('report', file, timelineFiles(path));
  const parts = [];
  for (const timeline of readTimelines(path)) parts.push(reportPart(timeline, parts.length + 1));
  const data = reportData(parts, criteria);
  await saveReport(output, data);
  if (json === true) printJson({kind: 'report', file, runs: parts.length, verdict: data.verdict});
  else
    print(
      `${file}: ${data.title}${parts.length === 1 ? '' : `, ${parts.length} runs`}. ${data.verdict.text}`,
    );
  return EXIT.done;
}

/** `DIR/report.html`, or beside a file. */
function reportBeside(path: string): string {
  const isDirectory = statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
  return isDirectory ? join(path, 'report.html') : `${path.replace(/\.jsonl?$/, '')}.html`;
}
