/**
 * `vip report`: a saved run, or a series of them, as one HTML file.
 *
 * @module
 */

import {statSync} from 'node:fs';
import {join} from 'node:path';
import {type ReportData, type ReportPart, reportData, reportPart} from '@vip/core';
import {giveUpRoot} from '@vip/core/privileges';
import {EXIT} from '../exit.js';
import type {ReportOptions} from '../grammar/report.js';
import {print, printJson} from '../output.js';
import {prepareOutput} from '../outputs/prepare.js';
import {type OpenReport, openReport} from '../report-file.js';
import {openTimelines, timelineFiles} from '../saved-timelines.js';
import {checkLimits, checkRuns, criteriaOf, namesOfObservers} from './criteria.js';

/** @param path the directory that `--out` filled, or a file of `--json` lines */
export async function report(path: string, options: ReportOptions): Promise<number> {
  const {json} = options;
  const criteria = criteriaOf(options);
  const file = options.report ?? reportBeside(path);
  const output = prepareOutput('report', file, timelineFiles(path));
  const timelines = openTimelines(path);
  const page = await openReport(output);
  // From here on, untrusted data is read.
  giveUpRoot();
  const parts: ReportPart[] = [];
  const data = await saveInto(page, () => {
    for (const timeline of timelines) parts.push(reportPart(timeline, parts.length + 1));
    checkRuns(criteria, parts.length);
    const [trial] = parts.flatMap(part => part.trial ?? []);
    if (trial !== undefined) checkLimits(criteria, namesOfObservers(trial.trial));
    return reportData(parts, criteria);
  });
  if (json === true) printJson({kind: 'report', file, runs: parts.length, verdict: data.verdict});
  else
    print(
      `${file}: ${data.title}${parts.length === 1 ? '' : `, ${parts.length} runs`}. ${data.verdict.text}`,
    );
  return EXIT.done;
}

/** An earlier report remains if there is none to replace it. */
async function saveInto(page: OpenReport, make: () => ReportData): Promise<ReportData> {
  try {
    const data = make();
    await page.save(data);
    return data;
  } catch (error) {
    await page.abandon();
    throw error;
  }
}

/** `DIR/report.html`, or beside a file. */
function reportBeside(path: string): string {
  const isDirectory = statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
  return isDirectory ? join(path, 'report.html') : `${path.replace(/\.jsonl?$/, '')}.html`;
}
