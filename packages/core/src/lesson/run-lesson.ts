/**
 * Running a lesson: a lab for it, and the verdict. The lab is gone when it is over, whichever way it ends.
 *
 * @module
 */

import {release} from 'node:os';
import type {ExpectedEvent, LessonEvent, Timeline} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import {breakable} from '../experiment/breakable.js';
import {onSteadyClock} from '../experiment/steady-clock.js';
import {openLab} from '../lab/lab.js';
import type {Lesson, LessonOptions} from './lesson.js';
import {Workshop, type WorkshopOptions} from './workshop.js';

export interface RunLessonOptions extends LessonOptions, Pick<WorkshopOptions, 'signal' | 'predict'> {
  /** Of `vip`, for the record. */
  readonly version: string;
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
export async function runLesson(
  lesson: Lesson,
  options: RunLessonOptions,
  timeline: Timeline,
): Promise<void> {
  const {signal, predict} = options;
  signal.throwIfAborted();
  timeline.add(recordOf(lesson, options));
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

function recordOf({name, question}: Lesson, {settings, version, command}: RunLessonOptions): LessonEvent {
  const versions = {vip: version, node: process.version, kernel: release()};
  return {
    at: kernelTime(),
    node: 'lab',
    kind: 'lesson',
    name,
    question,
    settings,
    versions,
    ...(command === undefined ? {} : {command}),
  };
}
