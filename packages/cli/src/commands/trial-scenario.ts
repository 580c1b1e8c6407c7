/**
 * `vip trial --scenario`: the trials that a file describes, one after the other. All are checked before the first begins.
 *
 * @module
 */

import {join} from 'node:path';
import {VipError} from '@vip/arp';
import {answerOf, formatScenario, judgeSeries, scenarioObject, tapReport} from '@vip/core/internal';
import {EXIT, interruptible} from '../exit.js';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';
import {prepareSeveral} from '../outputs/prepare-run.js';
import type {RunDirectory} from '../outputs/run-directory.js';
import {inFile} from '../scenario/command.js';
import {readScenario} from '../scenario/read.js';
import {cellObject, chosen, listCells} from '../scenario/selection.js';
import {type CheckedCell, checkCells} from './checked-cell.js';
import {picturesBeside} from './continuous-integration.js';
import {describingFailure, saveOutcomes, type TrialOutcome, tellOutcome} from './trial-outcome.js';

/** Returns the exit code: 1 if a trial failed, otherwise 3 if one was not measured. */
export async function trialScenario(file: string, options: TrialCommandOptions): Promise<number> {
  const cells = chosen(readScenario(file), options.only);
  if (options.list === true) return listCells(cells, options.json === true);
  const checked = await checkCells(cells, options);
  const {files, outs} = prepareAll(file, checked, options);
  for (const {trial} of checked) await trial.agree();
  const outcomes = await runAll(checked, outs, options);
  if (options.json === true) printJson(scenarioObject(outcomes));
  else print(options.tap === true ? tapReport(outcomes) : formatScenario(outcomes));
  await saveOutcomes(outcomes, files);
  const answers = outcomes.map(answerOf);
  if (answers.includes('failed')) return EXIT.no;
  return answers.includes('not measured') ? EXIT.impossible : EXIT.done;
}

/** The outputs of each trial, and of all together. */
function prepareAll(file: string, checked: readonly CheckedCell[], options: TrialCommandOptions) {
  const {out, force = false, summary} = options;
  const pictures = picturesBeside(summary, checked.length);
  const paths = out === undefined ? [] : checked.map(({cell}) => join(out, cell.name));
  const inputs = [file, ...checked.flatMap(({inputs}) => inputs)];
  return prepareSeveral({...options, pictures}, {paths, force}, inputs);
}

async function runAll(
  checked: readonly CheckedCell[],
  outs: readonly RunDirectory[],
  {json = false, tap = false}: {readonly json?: boolean; readonly tap?: boolean},
): Promise<TrialOutcome[]> {
  const signal = interruptible();
  const outcomes: TrialOutcome[] = [];
  for (const [index, one] of checked.entries()) {
    if (json) printJson(cellObject(one.cell, index + 1, checked.length));
    else if (!tap) print('', `Trial ${index + 1} of ${checked.length}: ${one.cell.name}`);
    const outcome = await run(one, signal, outs[index]);
    if (!tap) tellOutcome(outcome, {json});
    if (outcome.failure !== undefined) printNote(`${one.cell.name}: ${outcome.failure.message}`);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Runs a trial; one that cannot be made does not stop the others. @throws Interrupted */
async function run(
  {cell, trial}: CheckedCell,
  signal: AbortSignal,
  out: RunDirectory | undefined,
): Promise<TrialOutcome> {
  const {criteria} = trial;
  const {reports, failure} = await trial.run(signal, out).catch((error: unknown) => {
    if (error instanceof VipError) return {reports: [], failure: error};
    throw error;
  });
  return {
    ...{name: cell.name, reports, judgement: judgeSeries(reports, criteria), criteria},
    ...(failure === undefined ? {} : {failure: inFile(cell, describingFailure(failure))}),
  };
}
