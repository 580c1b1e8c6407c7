/**
 * Events of the TCP sessions and HTTP requests of a trial, field by field.
 *
 * @module
 */

import {MILLISECONDS} from '../common.js';
import {COUNT, field, IP, listOf, NUMBER, optional, TEXT, wordsOf} from '../shape.js';
import {type EventsOfKind, event} from './event.js';
import {SESSION_USE} from './session-use.js';

/** By kind. */
export const SESSION_EVENTS = {
  session: event('session', 'a program learned something about its TCP session with the VIP', {
    to: field(IP, 'the VIP'),
    session: field(COUNT, 'number of the session at its node with this VIP, from 1'),
    use: field(SESSION_USE, 'what the session does'),
    intervalMs: optional(MILLISECONDS, 'interval between writes, requests or connections'),
    phase: field(wordsOf('connecting', 'open', 'ended'), 'what the program learned'),
    port: field(COUNT, 'port of the client'),
    error: optional(TEXT, 'error with which it ended; absent if the peer closed it'),
    after: optional(COUNT, 'the session that this one replaces'),
  }),
  request: event('request', 'an HTTP request was sent, answered, or failed', {
    to: field(IP, 'the VIP'),
    request: field(COUNT, 'number of the request at its node to this VIP, from 1'),
    use: field(
      wordsOf('request', 'fetch'),
      '`request` over a persistent connection, or `fetch` over a new one',
    ),
    intervalMs: field(MILLISECONDS, 'interval between requests'),
    phase: field(wordsOf('sent', 'answered', 'failed'), 'which of these'),
    status: optional(COUNT, 'status of the answer'),
    error: optional(TEXT, 'error reported to the program'),
  }),
  'session-settings': event('session-settings', 'kernel settings for the TCP sessions of a node', {
    congestion: field(listOf(TEXT), 'congestion control'),
    leastRtoMs: field(NUMBER, 'the shortest retransmission timeout'),
    mostRtoMs: field(NUMBER, 'the longest retransmission timeout'),
  }),
} satisfies EventsOfKind;
