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
  p50: optional(BOUNDS, 'of 5 or more'),
  p95: optional(BOUNDS, 'of 20 or more'),
  max: field(BOUNDS, 'the longest'),
});

const REQUESTS = object<RequestClass>('request-class', {
  use: field(
    wordsOf('request', 'fetch'),
    '`request` over a persistent connection, or `fetch` over a new one',
  ),
  intervalMs: field(NUMBER, 'between two requests'),
  sent: field(COUNT, 'waiting at the fault, or sent after it, by all observers'),
  statuses: field(mapOf(COUNT), 'answered, by status'),
  errors: field(mapOf(COUNT), 'failed, by error'),
  waiting: field(COUNT, 'not answered by the end'),
  before: optional(FIGURES, 'how long answers took before the fault'),
  took: optional(FIGURES, 'how long answers took since'),
  served: optional(
    FIGURES,
    'by observer, from the fault until the first answer after the last request that failed or got a status of 500 or more',
  ),
});

export const SESSIONS = object<SessionsReport>('sessions', {
  classes: field(
    listOf(
      object<SessionClass>('session-class', {
        use: field(wordsOf('idle', 'read', 'write', 'request'), 'what the sessions do'),
        intervalMs: optional(NUMBER, 'between two writes or requests'),
        sessions: field(COUNT, 'sessions open at the fault, at all observers'),
        outcomes: field(
          object<SessionClass['outcomes']>('outcomes', {
            kept: field(COUNT, 'that continued'),
            reset: field(COUNT, 'that were reset'),
            'gave-up': field(COUNT, 'that timed out'),
            closed: field(COUNT, 'that an end closed'),
            hung: field(COUNT, 'still open and useless at the deadline'),
          }),
          'how many had which outcome',
        ),
        ended: optional(FIGURES, 'from the fault to their end'),
        reopened: optional(FIGURES, 'from the fault until others were open in their place'),
      }),
    ),
    'by use and pace',
  ),
  connections: optional(
    object<NewConnections>('new-connections', {
      begun: field(COUNT, 'started while the address did not answer'),
      failed: field(COUNT, 'that failed'),
      pending: field(COUNT, 'that were not established by the end'),
      took: optional(FIGURES, 'from the first SYN until established'),
      beyond: optional(FIGURES, 'from when the address answered again until established'),
    }),
    'connections started during the outage; absent if there were none',
  ),
  requests: optional(listOf(REQUESTS), 'HTTP requests, by use and pace; absent without `--http`'),
  observers: field(
    listOf(
      object<ObserverSessions>('observer-sessions', {
        name: field(TEXT, 'name of the observer'),
        hung: field(COUNT, 'sessions that hang'),
        outage: optional(BOUNDS, 'from the fault until the last session that noticed was open again'),
      }),
    ),
    'by observer',
  ),
  hung: field(COUNT, 'sessions that hang, at all observers'),
});
