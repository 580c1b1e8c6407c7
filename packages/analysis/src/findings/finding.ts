/**
 * Findings in configurations (audit), hosts (doctor), captures (explain, watch) and trials: one shape, so that one printer, one JSON form and
 * one list of codes suffice. A verdict is a finding that decides the exit code of `vip explain`; a note is one that decides nothing.
 *
 * @module
 */

export type Severity = 'error' | 'warning' | 'note';

/** The meaning of each severity, as a clause. */
export const SEVERITY_MEANINGS: Readonly<Record<Severity, string>> = {
  error: 'the address is dark or held twice, or will be when a node fails',
  warning: 'an outage lasts longer than necessary, or a move is not announced',
  note: 'worth knowing, not a fault',
};

/** From the most to the least severe. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** A line of a file. */
export interface LinePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A frame of a capture. */
export interface FramePlace {
  /** From 1, as Wireshark counts. */
  readonly frame: number;
  /** When it was captured, if that is worth reporting. Nanoseconds. */
  readonly at?: bigint;
  /** With several captures, the one that has it, and its number there; `frame` is then its number among all. */
  readonly capture?: string;
  readonly number?: number;
}

/** A place where a finding can be looked up. */
export type Place = LinePlace | FramePlace;

export interface Finding<Code extends string = string> {
  /** A code whose meaning never changes, such as `VIP_LIST_DIFFERS`, `DOCTOR_ARP_FLUX` or `two-owners`. */
  readonly code: Code;
  readonly severity: Severity;
  /** What it is about: `lb1`, `10.3.2.200 on eth0, active`. */
  readonly subject: string;
  /** The lines that show it, in both files if two disagree, or the frames; empty if it is in no file. */
  readonly where: readonly Place[];
  /** What was observed: part of a sentence. */
  readonly evidence: string;
  /** For a verdict in one line, in a few words: the machines that it is about, what is affected, or what the capture lacks. */
  readonly brief?: string;
  /** The consequence, with its measured figure if there is one. */
  readonly consequence: string;
  /** The remedy, in words. */
  readonly remedy: string;
  /** Commands that correct it until the next boot, to be run as root as they are. */
  readonly commands: readonly string[];
  /** Link to the documentation: `docs/doctor.md#arp_flux`. */
  readonly reference: string;
}

/** The most severe first; equals keep their order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  const rank = ({severity}: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** The lines of files among the places. */
export function linesOf({where}: Pick<Finding, 'where'>): LinePlace[] {
  return where.filter((place): place is LinePlace => 'file' in place);
}

/** The numbers of the frames among the places. */
export function framesOf({where}: Pick<Finding, 'where'>): number[] {
  return where.flatMap(place => ('frame' in place ? [place.frame] : []));
}

/** The names of the frames among the places: `595`, or `lb2:12` with several captures. */
export function frameNamesOf({where}: Pick<Finding, 'where'>): string[] {
  return where.flatMap(place => {
    if (!('frame' in place)) return [];
    const {frame, capture, number} = place;
    return [capture === undefined ? String(frame) : `${capture}:${number}`];
  });
}

/** When the first frame among the places was captured, if that is known. Nanoseconds. */
export function firstCapturedAt({where}: Pick<Finding, 'where'>): bigint | undefined {
  return where.find((place): place is FramePlace => 'frame' in place)?.at;
}

/** Whether any is at least this severe. */
export function hasAtLeast(findings: readonly Finding[], severity: Severity): boolean {
  const worst = SEVERITIES.indexOf(severity);
  return findings.some(finding => SEVERITIES.indexOf(finding.severity) <= worst);
}
