/**
 * Sessions of a virtual IP and what became of them, as a separate entry point
 * (`@vip/analysis/internal/tickle`), because only `vip tickle` needs it.
 *
 * @module
 */

export {formatTickleOutcome, type OutcomeCounts, outcomeCounts} from '../tickle/outcome-lines.js';
export {Outcomes, TICKLE_INTERVAL_MS, type TickleFate, type TickleOutcome} from '../tickle/outcomes.js';
export {
  formatSessionList,
  MAX_SESSIONS,
  parseSessions,
  type SessionList,
  sessionKey,
} from '../tickle/session-list.js';
