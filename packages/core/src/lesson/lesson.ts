/**
 * A lesson: a question, and a run in a lab of its own that answers it.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import type {IpFamily, Ipv4Address} from '@vip/arp';
import type {LessonQuestion} from './question.js';
import type {Workshop} from './workshop.js';

/** The addresses of a lesson: most are about ARP. */
export type LessonSettings = LabSettings<Ipv4Address>;

/** A station in these settings. */
export type LessonStation = Station<Ipv4Address>;

export interface LessonOptions {
  readonly settings: LessonSettings;
  /** The settings of the same nodes in IPv6. */
  readonly ipv6: LabSettings;
  /** Repetitions, for lessons about time. */
  readonly runs: number;
  /** Shortens the kernel's timers for lessons about time, which then say so. */
  readonly fast: boolean;
}

export interface Lesson {
  /** The word after `vip lesson`. */
  readonly name: string;
  /** The question it answers, one line. */
  readonly question: string;
  /** How long it takes, in words. */
  readonly takes: string;
  /** Which of `runs` and `fast` it reads; neither by default. */
  readonly reads?: readonly ('runs' | 'fast')[];
  /** The families of its addresses, IPv4 first; IPv4 alone by default. */
  readonly families?: readonly IpFamily[];
  /** The questions for which it asks for a prediction, in order. */
  readonly questions: readonly LessonQuestion[];
  /** What happened, why, and where it matters in production: at most ten lines of 78 characters. */
  readonly moral: readonly string[];
  /** Demonstrates it: every claim goes through `workshop.expect`, with the evidence. */
  run(workshop: Workshop, options: LessonOptions): Promise<void>;
}
