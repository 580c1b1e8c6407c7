/**
 * What was found to be wrong, by the audit of configurations and by the doctor of hosts: one shape, so that one printer, one JSON and
 * one list of codes do for all.
 *
 * @module
 */

/**
 * - error: the address is dark, held twice, or will be when a node fails;
 * - warning: an outage is longer than it need be, or silent;
 * - note: worth knowing, no fault.
 */
export type Severity = 'error' | 'warning' | 'note';

/** From the worst to the least. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** A line of a file. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Finding {
  /** Capital letters and underscores; it never changes its meaning. */
  readonly code: string;
  readonly severity: Severity;
  /** Whom it is about: `lb1`, `10.3.2.200 on eth0, active`. */
  readonly subject: string;
  /** The lines that show it, on both sides where two files disagree. */
  readonly where: readonly Place[];
  /** What was read: part of a sentence. */
  readonly evidence: string;
  /** What follows, with its number where that was measured. */
  readonly consequence: string;
  /** What to do about it, in words. */
  readonly remedy: string;
  /** Commands that mend it for now, which root can run as they stand. */
  readonly commands: readonly string[];
  /** Where the documentation tells more: `docs/doctor.md#arp_flux`. */
  readonly reference: string;
}

/** The worst first; what is equally bad stays in its order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  const rank = ({severity}: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** Whether one is as bad as this, or worse. */
export function hasAtLeast(findings: readonly Finding[], severity: Severity): boolean {
  const worst = SEVERITIES.indexOf(severity);
  return findings.some(finding => SEVERITIES.indexOf(finding.severity) <= worst);
}
