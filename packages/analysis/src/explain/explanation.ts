/**
 * The findings of `vip explain` about one address.
 *
 * @module
 */

import type {Finding} from '../findings/finding.js';
import type {Tenure} from './claim-facts.js';
import type {AddressFacts} from './facts.js';
import type {Handover} from './handovers/handover.js';
import type {Note} from './notes/note.js';
import type {Unserved} from './rules/requests.js';
import type {ServiceOutage} from './rules/services.js';
import type {StalledSessions} from './rules/stalled-sessions.js';
import type {VerdictName} from './verdict.js';

export interface JudgedHandover {
  readonly handover: Handover;
  readonly finding: Finding<VerdictName>;
}

export interface JudgedServices {
  readonly outage: ServiceOutage;
  readonly finding: Finding<VerdictName>;
}

export interface JudgedSessions {
  readonly stalled: StalledSessions;
  readonly finding: Finding<VerdictName>;
}

export interface JudgedRequests {
  readonly unserved: Unserved;
  readonly finding: Finding<VerdictName>;
}

export interface Explanation {
  readonly address: AddressFacts;
  /** The first owner in the capture. */
  readonly first: Tenure | undefined;
  readonly handovers: readonly JudgedHandover[];
  /** Faults other than the handovers, or the verdict if there were none. */
  readonly findings: readonly Finding<VerdictName>[];
  /** Of these, services that were dark while the address answered others. */
  readonly services: readonly JudgedServices[];
  /** TCP sessions that got no answer while others did. */
  readonly stalled: readonly JudgedSessions[];
  /** Services that accepted connections and answered none. */
  readonly unserved: readonly JudgedRequests[];
  readonly notes: readonly Note[];
  /** The worst of all verdicts. */
  readonly finding: Finding<VerdictName>;
}
