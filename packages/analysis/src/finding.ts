/**
 * What is found of something that was looked at: a configuration, a host, a capture, a trial. One shape for all of them, so that
 * there is one printer, one JSON, and one list of codes.
 *
 * @module
 */

/** error: an address is dark, or held twice; warning: for longer, or nobody hears of it; note: worth knowing. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A line of a file, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Finding<Code extends string = string> {
  /** In capitals; documented under it. */
  readonly code: Code;
  readonly severity: Severity;
  /** What it is about: an instance, a script, an address. */
  readonly subject: string;
  /** The lines to look at, the one to change first; empty where there is no file. */
  readonly where: readonly Place[];
  /** What was read or seen. */
  readonly evidence: string;
  /** What follows from it, with its number where it has one. */
  readonly consequence: string;
  /** What to do about it. */
  readonly remedy: string;
  /** A public page where it happened to somebody, or where it is defined. */
  readonly reference: string;
}

/** The worse one first. */
export function bySeverity(a: Pick<Finding, 'severity'>, b: Pick<Finding, 'severity'>): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}

/** Whether it is as bad as this, or worse. */
export function isAtLeast({severity}: Pick<Finding, 'severity'>, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** `lb1.conf:12`. */
export function formatPlace({file, line}: Place): string {
  return `${file}:${line}`;
}
