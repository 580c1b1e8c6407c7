/**
 * `vip lesson`: runs one of the lessons, or lists them.
 *
 * @module
 */

import {encodeEvent, Timeline} from '@vip/analysis';
import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {reportData, reportPart} from '@vip/core';
import {
  LESSONS,
  type Lesson,
  type LessonReport,
  narrateLesson,
  type Predictions,
  parsePredictions,
  reportLesson,
  runLesson,
} from '@vip/core/internal';
import {gainNoRights} from '@vip/core/internal/privileges';
import {typedWords} from '../command-words.js';
import {EXIT, interruptible} from '../exit.js';
import type {LessonCommandOptions} from '../grammar/lesson.js';
import {printNote} from '../note.js';
import {PREDICT} from '../options/lab.js';
import {blaming} from '../options/option.js';
import {print, printJson} from '../output.js';
import {prepareRunOutputs} from '../outputs/prepare-run.js';
import {lessonFiles} from '../outputs/run-files.js';
import {measured} from '../outputs/unmeasured.js';
import {saveReport} from '../report-file.js';
import {predictor} from '../teacher.js';
import {nextTurn} from '../turn.js';
import {parseDuration} from '../values/duration.js';
import {readFileText} from '../values/file-text.js';
import {readLessonSettings, topologyFile} from './settings.js';

/** Every lesson with its question. */
export function listLessons(json: boolean): number {
  for (const {name, question, takes, questions} of LESSONS) {
    if (json) printJson({kind: 'listed-lesson', name, question, takes, questions});
    else print(`${name.padEnd(15)} ${question}`);
  }
  if (!json) printNote('run one in a lab of its own with: vip lesson NAME');
  return EXIT.done;
}

export async function lesson(name: string, options: LessonCommandOptions): Promise<number> {
  const chosen = LESSONS.find(known => known.name === name);
  if (chosen === undefined) {
    const names = LESSONS.map(known => known.name);
    throw new VipError('BAD_ARGUMENT', notAmong('NAME', names, name));
  }
  const written = readPredictions(chosen, options.predict);
  const addresses = readLessonSettings(options, chosen.families ?? ['IPv4']);
  const outputs = prepareRunOutputs(options, [topologyFile(options.topology), options.predict]);
  const json = options.json === true;
  const timeline = new Timeline();
  timeline.listen(event => (json ? print(encodeEvent(event)) : print(narrateLesson(event))));
  if (!json) print(`${chosen.name} (takes ${chosen.takes})`);
  gainNoRights();
  const signal = interruptible();
  const {runs, fast} = options;
  const wait = options.teach === true && !json ? predictor(signal) : undefined;
  // A reader who makes predictions takes time.
  using _turn = options.teach === true ? undefined : await nextTurn(signal);
  const run = runLesson(
    chosen,
    {...addresses, runs, fast, signal, predicting: {wait, written}, command: typedWords()},
    timeline,
  );
  await measured(run, outputs);
  const report = {...reportLesson(timeline), moral: chosen.moral};
  if (json) printJson({kind: 'summary', ...report});
  else
    print(
      tallyOf(report),
      '',
      'What you saw, and why it matters:',
      chosen.moral.map(line => `  ${line}`),
      '',
      verdict(report.held),
    );
  outputs.out?.save(lessonFiles(timeline, report));
  if (outputs.report !== undefined) await saveReport(outputs.report, reportData([reportPart(timeline)]));
  return report.held ? EXIT.done : EXIT.no;
}

/** @throws VipError `BAD_ARGUMENT` that names the line, `FILE_FAILED` for a file that cannot be read */
function readPredictions({questions}: Lesson, file: string | undefined): Predictions | undefined {
  if (file === undefined) return undefined;
  const text = blaming(PREDICT, () => readFileText(file));
  return blaming(PREDICT, () => parsePredictions(text, questions, parseDuration), file);
}

/** `2 of 4 as predicted`; nothing without predictions. */
function tallyOf({predictions}: LessonReport): string[] {
  if (predictions.length === 0) return [];
  const right = predictions.filter(({agrees}) => agrees).length;
  return ['', `${right} of ${predictions.length} as predicted.`];
}

function verdict(held: boolean): string {
  return held ? 'Every expectation held.' : 'Not everything was as expected: see the lines marked NOT.';
}
