/**
 * `vip report`: a saved run, or a series of them, as one HTML file.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {type ReportPart, reportData, reportPart} from '@vip/core';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {EXIT} from '../exit.js';
import type {ReportCommandOptions} from '../grammar/report.js';
import {print, printJson} from '../output.js';
import {prepareOutput} from '../outputs/prepare.js';
import {openReport, reportBeside, saveInto} from '../report-file.js';
import {openTimelines, timelineFiles} from '../saved-timelines.js';
import {checkCriteria, checkLimits, criteriaOf, namesOfObservers} from './criteria.js';

/** @param path the directory that `--out` filled, or a file of `--json` lines */
export async function makeReport(path: string | undefined, options: ReportCommandOptions): Promise<number> {
  const {json, watch} = options;
  if (watch !== undefined && path === undefined)
    return (await import('./report-watch.js')).reportWatch(watch, options);
  if (path === undefined || watch !== undefined)
    throw new VipError(
      'BAD_ARGUMENT',
      `DIRECTORY: expected a saved run or --watch FILE, got ${path === undefined ? 'neither' : 'both'}`,
    );
  const criteria = criteriaOf(options);
  const file = options.report ?? reportBeside(path);
  const timelines = openTimelines(path);
  const output = prepareOutput('report', file, timelineFiles(path));
  const page = await openReport(output);
  // From here on, untrusted data is read.
  giveUpRoot();
  const parts: ReportPart[] = [];
  const data = await saveInto(page, () => {
    for (const timeline of timelines) parts.push(reportPart(timeline, parts.length + 1));
    const [trial] = parts.flatMap(part => part.trial ?? []);
    const names = trial === undefined ? [] : namesOfObservers(trial.trial);
    checkCriteria(criteria, parts.length, names);
    if (trial !== undefined) checkLimits(criteria, names);
    return reportData(parts, criteria);
  });
  if (json === true) printJson({kind: 'report', file, runs: parts.length, verdict: data.verdict});
  else
    print(
      `${file}: ${data.title}${parts.length === 1 ? '' : `, ${parts.length} runs`}. ${data.verdict.text}`,
    );
  return EXIT.done;
}
