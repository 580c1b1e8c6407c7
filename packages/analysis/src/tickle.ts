/**
 * Sessions of a virtual IP, and what became of them: for `vip tickle` alone, so that no other command loads it.
 *
 * @module
 */

export {formatOutcome, type OutcomeCounts, outcomeCounts} from './tickle/outcome-lines.js';
export {type Fate, Outcomes, type SessionOutcome, TICKLE_INTERVAL_MS} from './tickle/outcomes.js';
export {
  formatSessions,
  MAX_SESSIONS,
  parseSessions,
  type SessionList,
  sessionKey,
} from './tickle/session-list.js';
