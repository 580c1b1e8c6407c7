/**
 * A fault: one object in a file of its own, listed in the registry. Help, completion, validation, the table of the
 * documentation and the fault's part of a report come from it.
 *
 * @module
 */

import type {LabSettings, Offer} from '@vip/analysis';
import type {Bench, Driver, Requirement} from '../driver.js';
import type {TrialFinding} from '../finding.js';
import type {PredictedFault} from '../predicted-fault.js';
import type {Showing} from '../showing.js';

/** Causes it at once: preparations are already done. */
export type Strike = () => Promise<void> | void;

/** A fault: what it does to a lab, and what it needs. */
export interface FaultKind {
  /** As the user writes it. */
  readonly name: string;
  /** What goes wrong, and what it represents in the real world. */
  readonly means: string;
  /** Default duration in milliseconds; absent if it is not repaired automatically. */
  readonly durationMs?: number;
  /** The first daemon survives it; what it does afterwards must not be left over from its start. */
  readonly isSurvived?: true;
  /** The programs it ends: all of a node, or the one named. */
  readonly ends?: {readonly of: 'active' | 'passive'; readonly program?: string};
  /** What the topology must offer. */
  readonly needs?: Offer;
  /** The offers of topologies in which it is meaningless, and why. */
  readonly excludes?: {readonly offer: Offer; readonly because: string};
  /** Set if it affects one of the two addresses of a trial of both families. */
  readonly isOfGroup?: true;
  /** What the driver's configuration must contain for it, beyond the usual. */
  readonly requires?: Requirement;
  /**
   * What the old holder does if the driver moves the address only when told to: it releases it once the other
   * node has it, or when the fault is repaired, or not at all, because the fault removed it; or the address is not moved.
   */
  readonly oldHolder: 'releases' | 'releases-when-healed' | 'has-lost-it' | 'stays';
  /** Set if it starts the software, so that no node has the address before. */
  readonly isStart?: true;
  /** The corresponding event of `vip audit`; absent if that predicts nothing for it. */
  readonly predicted?: PredictedFault;
  /** Why it makes no sense for this driver; undefined if it does. */
  refuses?(driver: Driver): string | undefined;
  /**
   * The settings with the additional stations that it needs.
   *
   * @throws VipError `BAD_ARGUMENT` if the network has no free address for it
   */
  populate?(settings: LabSettings): LabSettings;
  /** Prepares it. */
  ready(bench: Bench): Promise<Strike> | Strike;
  /** Like `ready`, for its repair. */
  readyToHeal?(bench: Bench): Promise<Strike> | Strike;
  /** Findings specific to trials of this fault. Pure. */
  findings?(showing: Showing): TrialFinding[];
}
