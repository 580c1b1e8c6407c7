/**
 * Sessions of a virtual IP, and what became of them: for `vip tickle` alone, so that no other command loads it.
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
