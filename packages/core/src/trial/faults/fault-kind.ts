/**
 * What a fault is: one object in a file of its own, which the registry names. Help, completion, validation, the table of the
 * documentation and what a report says of the fault come from it.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import type {Bench, Driver} from '../driver.js';
import type {Showing, TrialFinding} from '../finding.js';
import type {PredictedFault} from '../predicted-fault.js';

/** Does it at once: what takes time has been done before. */
export type Strike = () => Promise<void> | void;

export interface FaultKind {
  /** As the user writes it. */
  readonly name: string;
  /** What goes wrong, and what that stands for in the world. */
  readonly means: string;
  /** How long it lasts by default, milliseconds; absent where it does not heal by itself. */
  readonly durationMs?: number;
  /** The first daemon goes on after it, and what it does then shall not be what it had begun at its start. */
  readonly isSurvived?: true;
  /** The active node's daemon ends by it. */
  readonly endsDaemon?: true;
  /**
   * What becomes of the node that had the address when the driver moves it only as it is told: it releases it once the other
   * node has it, or when the fault has healed, or never, because the fault took it away; or the address is not moved at all.
   */
  readonly oldHolder: 'lets-go' | 'lets-go-when-healed' | 'has-lost-it' | 'stays';
  /** What it is for `vip audit`; absent where that predicts nothing of it. */
  readonly predicted?: PredictedFault;
  /** Why it means nothing for this driver; undefined where it means something. */
  refuses?(driver: Driver): string | undefined;
  /**
   * The settings with what it needs besides the usual stations.
   *
   * @throws VipError `BAD_ARGUMENT` when the network has no room for it
   */
  populate?(settings: LabSettings): LabSettings;
  /** Finds out what it takes. */
  ready(bench: Bench): Promise<Strike> | Strike;
  /** As `ready`, for what undoes it. */
  readyToHeal?(bench: Bench): Promise<Strike> | Strike;
  /** What is to be said of a trial of it that would be said of no other. Pure. */
  findings?(showing: Showing): TrialFinding[];
}
