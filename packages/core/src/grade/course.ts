/**
 * A course: exercises, each of which consists of a lab, a change that a student's script is to make in it, and checks of the result.
 *
 * @module
 */

import type {TopologyName} from '@vip/analysis/internal';

export interface Course {
  readonly title: string;
  /** Together with a student's name, it decides the addresses. */
  readonly seed: string;
  readonly exercises: readonly Exercise[];
}

/** A command of the lecturer's, for sh(1) in a node. */
export interface NodeCommand {
  readonly node: string;
  readonly command: string;
}

export interface Exercise {
  readonly name: string;
  readonly title: string;
  /** What the student is to do, with variables such as `$VIP` for the student's own addresses. */
  readonly task: string;
  readonly topology: TopologyName;
  /** The student's file, in the student's directory. */
  readonly script: string;
  /** Where it runs. */
  readonly node: string;
  /** Run before the script, with the VIP on the first node. */
  readonly prepare: readonly NodeCommand[];
  /** The time before `then` while the script keeps running; if absent, its end is awaited. Milliseconds. */
  readonly readyMs?: number;
  /** Commands to run once the script has ended, or is ready. */
  readonly then: readonly NodeCommand[];
  /** How long to observe after that. Milliseconds. */
  readonly observeMs: number;
  /** How long the script may take. Milliseconds. */
  readonly limitMs: number;
  readonly checks: readonly CourseCheck[];
}

/** The points of one exercise. */
export function pointsOf({checks}: Exercise): number {
  return checks.reduce((sum, {points}) => sum + points, 0);
}

export interface CourseCheck {
  /** One of `CHECKS`. */
  readonly kind: string;
  /** Its arguments, as written. */
  readonly told: Readonly<Record<string, string>>;
  /** More than 0. */
  readonly points: number;
  /** Shown to the student if it does not hold. */
  readonly hint?: string;
}
