/**
 * What became of the TCP sessions of a trial.
 *
 * @module
 */

import {
  BOUNDS,
  COUNT,
  field,
  listOf,
  mapOf,
  NUMBER,
  object,
  optional,
  TEXT,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {
  Figures,
  NewConnections,
  ObserverSessions,
  RequestClass,
  SessionClass,
  SessionsReport,
} from '@vip/core';

const FIGURES = object<Figures>('figures', {
  count: field(COUNT, 'how many there are'),
  min: field(BOUNDS, 'the shortest'),
  p50: optional(BOUNDS, 'median; needs 5 or more'),
  p95: optional(BOUNDS, '95th percentile; needs 20 or more'),
  max: field(BOUNDS, 'the longest'),
});

const REQUESTS = object<RequestClass>('request-class', {
  use: field(
    wordsOf('request', 'fetch'),
    '`request` over a persistent connection, or `fetch` over a new one',
  ),
  intervalMs: field(NUMBER, 'interval between requests, in milliseconds'),
  sent: field(COUNT, 'requests waiting at the fault, or sent after it, at all observers'),
  statuses: field(mapOf(COUNT), 'requests answered, by status'),
  errors: field(mapOf(COUNT), 'requests that failed, by error'),
  waiting: field(COUNT, 'requests not answered by the end'),
  before: optional(FIGURES, 'how long answers took before the fault'),
  took: optional(FIGURES, 'how long answers took since the fault'),
  served: optional(
    FIGURES,
    'for each observer, the time from the fault to the first answer after the last request that failed or got a status of 500 or more',
  ),
});

export const SESSIONS = object<SessionsReport>('sessions', {
  classes: field(
    listOf(
      object<SessionClass>('session-class', {
        use: field(wordsOf('idle', 'read', 'write', 'request'), 'what the sessions do'),
        intervalMs: optional(NUMBER, 'interval between writes or requests, in milliseconds'),
        sessions: field(COUNT, 'sessions open at the fault, at all observers'),
        outcomes: field(
          object<SessionClass['outcomes']>('outcomes', {
            kept: field(COUNT, 'sessions that continued'),
            reset: field(COUNT, 'sessions that were reset'),
            'gave-up': field(COUNT, 'sessions that timed out'),
            closed: field(COUNT, 'sessions closed by either end'),
            hung: field(COUNT, 'sessions still open but unusable at the deadline'),
          }),
          'number of sessions, by outcome',
        ),
        ended: optional(FIGURES, 'time from the fault to their end'),
        reopened: optional(FIGURES, 'time from the fault until others were open in their place'),
      }),
    ),
    'the sessions, by use and interval',
  ),
  connections: optional(
    object<NewConnections>('new-connections', {
      begun: field(COUNT, 'connections started while the address did not answer'),
      failed: field(COUNT, 'of these, those that failed'),
      pending: field(COUNT, 'of these, those not established by the end'),
      took: optional(FIGURES, 'time from the first SYN until established'),
      beyond: optional(FIGURES, 'time from the first answer of the address until established'),
    }),
    'connections started during the outage; absent if there were none',
  ),
  requests: optional(listOf(REQUESTS), 'HTTP requests, by use and interval; absent without `--http`'),
  observers: field(
    listOf(
      object<ObserverSessions>('observer-sessions', {
        name: field(TEXT, 'name of the observer'),
        hung: field(COUNT, 'sessions that hang'),
        outage: optional(
          BOUNDS,
          'time from the fault until the last of the sessions that noticed it was open again',
        ),
      }),
    ),
    'the sessions of each observer',
  ),
  hung: field(COUNT, 'sessions that hang, at all observers'),
});
