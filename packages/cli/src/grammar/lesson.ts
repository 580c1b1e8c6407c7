/**
 * Arguments and options of `vip lesson`.
 *
 * @module
 */

import {LESSONS} from '@vip/core/internal';
import {RUNS} from '../options/amount.js';
import {FAST, LESSON_ADDRESSES, PREDICT, TEACH} from '../options/lab.js';
import {jsonOption, outModes, RUN_OUTPUTS} from '../options/output.js';
import {define, type ValuesOf} from './define.js';
import type {Mode} from './mode.js';

const EVENTS = jsonOption('print every event, then the summary, one JSON object per line');

const COMMON = [TEACH, PREDICT, ...LESSON_ADDRESSES, ...RUN_OUTPUTS, EVENTS] as const;

export const LESSON_NAMES = LESSONS.map(({name}) => name);

/** Lessons about time can be repeated, or sped up. */
const EACH: Mode[] = LESSONS.map(({name, reads = []}) => ({
  call: `vip lesson ${name}`,
  when: ({args}) => args[0] === name,
  reads: [...COMMON, ...reads.map(option => ({runs: RUNS, fast: FAST})[option])],
}));

export const LESSON = define({
  name: 'lesson',
  summary: 'answer one question about failover in a lab; without a name: list the lessons',
  description: 'Answers one question about failover by demonstrating it in a lab of its own.',
  options: [TEACH, PREDICT, RUNS, FAST, ...LESSON_ADDRESSES, ...RUN_OUTPUTS, EVENTS],
  modes: [
    {
      call: 'vip lesson without a name',
      when: ({args}) => args[0] === undefined,
      reads: [EVENTS],
      remedy: 'add the name of a lesson',
    },
    ...EACH,
    {
      call: 'vip lesson --predict',
      when: ({given}) => given(PREDICT),
      except: [TEACH],
      remedy: 'leave one of them out',
    },
    ...outModes('vip lesson'),
    {
      call: 'vip lesson --json',
      when: ({given}) => given(EVENTS),
      except: [TEACH],
      remedy: 'leave one of them out',
    },
  ],
  examples: [
    ['vip lesson', 'every lesson with its question'],
    ['vip lesson loopback'],
    ['vip lesson stale-cache --fast --teach', 'with predictions of your own'],
    ['vip lesson loopback --predict mine.txt', 'predictions written down beforehand'],
  ],
  completion: LESSON_NAMES,
});

export type LessonCommandOptions = ValuesOf<typeof LESSON>;
