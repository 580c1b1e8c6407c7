/**
 * What a lesson is: a question, and a run on a lab of its own that answers it.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import type {Workshop} from './workshop.js';

export interface LessonOptions {
  readonly settings: LabSettings;
  /** Repetitions, for lessons about time. */
  readonly runs: number;
  /** Shortens the kernel's own timers where a lesson is about time; the lesson says so. */
  readonly fast: boolean;
}

export interface Lesson {
  /** The word after `vip lesson`. */
  readonly name: string;
  /** The question it answers, one line. */
  readonly question: string;
  /** How long it takes, in words. */
  readonly takes: string;
  /** Which of `runs` and `fast` mean something to it; neither by default. */
  readonly reads?: readonly ('runs' | 'fast')[];
  /** What was seen, why, and where it bites in production: ten lines at the most, each of 78 characters. */
  readonly moral: readonly string[];
  /** Shows it: every claim through `workshop.expect`, with what was observed. */
  run(workshop: Workshop, options: LessonOptions): Promise<void>;
}
