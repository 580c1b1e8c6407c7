/**
 * The input of the rules for an address between its moves, or without any.
 *
 * @module
 */

import type {Finding} from '../../findings/finding.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Tenure} from '../claim-facts.js';
import type {JointMove} from '../collect/reported/machine-moves.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import type {SessionFates} from '../handovers/session-fates.js';
import type {OutageThreshold} from '../outages/outage-threshold.js';
import type {VerdictName} from '../verdict.js';

/** What is said of the same address in another network. */
export interface OtherSide {
  readonly address: AddressFacts;
  readonly handovers: readonly {readonly handover: Handover; readonly finding: Finding<VerdictName>}[];
  readonly findings: readonly Finding<VerdictName>[];
}

export interface Steady {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly handovers: readonly Handover[];
  readonly first: Tenure | undefined;
  readonly threshold: OutageThreshold;
  /** The effect of each handover on the sessions open before it. */
  readonly fates: readonly SessionFates[];
  /** Moves of all addresses, in order. */
  readonly moves: readonly JointMove[];
  /** If it is behind a router: what is said of it in the networks of this capture where a machine has it. */
  readonly beyond: readonly OtherSide[];
}
