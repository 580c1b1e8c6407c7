/**
 * Running a lesson as the script of a session.
 *
 * @module
 */

import type {LabSettings, LessonEvent, Timeline} from '@vip/analysis';
import {DEFAULT_SETTINGS, FAMILY_SETTINGS} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import {runSession} from '../session/run-session.js';
import {refuseDisturbed} from '../session/undisturbed.js';
import {versions} from '../version.js';
import type {Lesson, LessonOptions} from './lesson.js';
import {reportLesson} from './lesson-report.js';
import {type Predicting, Workshop} from './workshop.js';

/** By default the lab's usual addresses, one run, and the kernel's own timers. */
export interface RunLessonOptions {
  readonly settings?: LessonOptions['settings'] | undefined;
  /** The settings of the same nodes in IPv6, for the lesson about both families. */
  readonly ipv6?: LabSettings | undefined;
  readonly runs?: number | undefined;
  readonly fast?: boolean | undefined;
  /** Where predictions come from; absent if none are requested. */
  readonly predicting?: Predicting | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The command line, for the record. */
  readonly command?: readonly string[] | undefined;
}

/** Runs a lesson; every event goes into the timeline. Settles when the lab is gone. */
export async function runLesson(lesson: Lesson, given: RunLessonOptions, timeline: Timeline): Promise<void> {
  const {predicting, command, signal = new AbortController().signal} = given;
  const options: LessonOptions = {
    settings: given.settings ?? DEFAULT_SETTINGS,
    ipv6: given.ipv6 ?? FAMILY_SETTINGS.IPv6,
    runs: given.runs ?? 1,
    fast: given.fast ?? false,
  };
  await runSession(
    {timeline, record: recordOf(lesson, options.settings, command), signal},
    {
      measured: session => lesson.run(new Workshop(session, predicting), options),
      judged: () => refuseDisturbed(timeline, reportLesson(timeline).held),
    },
  );
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
