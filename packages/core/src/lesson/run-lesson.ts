/**
 * Running a lesson: a lab for it, and the verdict. The lab is gone when it is over, whichever way it ends.
 *
 * @module
 */

import {DEFAULT_SETTINGS, type ExpectedEvent, type LessonEvent, type Timeline} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import {breakable} from '../experiment/breakable.js';
import {onSteadyClock} from '../experiment/steady-clock.js';
import {openLab} from '../lab/lab.js';
import {versions} from '../version.js';
import type {Lesson, LessonOptions} from './lesson.js';
import {Workshop, type WorkshopOptions} from './workshop.js';

/** By default the lab's usual addresses, one run, and the kernel's own timers. */
export interface RunLessonOptions extends Pick<WorkshopOptions, 'predict'> {
  readonly settings?: LessonOptions['settings'] | undefined;
  readonly runs?: number | undefined;
  readonly fast?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The words of the command line, for the record. */
  readonly command?: readonly string[] | undefined;
}

/** What a lesson came to. */
export interface LessonReport {
  readonly name: string;
  readonly expectations: readonly ExpectedEvent[];
  /** Whether there was something to expect, and all of it was so. */
  readonly held: boolean;
}

/** Runs a lesson; every event goes into the timeline. Comes back when everything is taken down. */
export async function runLesson(lesson: Lesson, given: RunLessonOptions, timeline: Timeline): Promise<void> {
  const {predict, command, signal = new AbortController().signal} = given;
  const options: LessonOptions = {
    settings: given.settings ?? DEFAULT_SETTINGS,
    runs: given.runs ?? 1,
    fast: given.fast ?? false,
  };
  signal.throwIfAborted();
  timeline.add(recordOf(lesson, options.settings, command));
  const lab = await openLab({signal});
  const {break: onFailure, run, signal: broken} = breakable(lab, signal);
  const workshop = new Workshop({lab, timeline, signal: broken, onFailure, predict});
  try {
    await onSteadyClock(() => run(lesson.run(workshop, options).then(() => workshop.finish())));
  } finally {
    await lab.close();
  }
}

/** The report on a lesson's timeline, complete or not. */
export function reportLesson(timeline: Timeline): LessonReport {
  const expectations = timeline.select('expected');
  return {
    name: timeline.select('lesson')[0]?.name ?? '',
    expectations,
    held: expectations.length > 0 && expectations.every(({held}) => held),
  };
}

function recordOf(
  {name, question}: Lesson,
  settings: LessonOptions['settings'],
  command: RunLessonOptions['command'],
): LessonEvent {
  return {
    at: kernelTime(),
    node: 'lab',
    kind: 'lesson',
    name,
    question,
    settings,
    versions: versions(),
    ...(command === undefined ? {} : {command}),
  };
}
