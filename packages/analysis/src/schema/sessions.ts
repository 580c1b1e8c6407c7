/**
 * The history of a TCP connection, field by field.
 *
 * @module
 */

import type {SessionEnd, SessionFacts, Silence, Unacknowledged} from '../sessions/facts.js';
import {MARK, MARK_FIELDS} from './frame-marks.js';
import {COUNT, DURATION, everyOf, field, listOf, MAC, object, optional} from './shape.js';

const UNACKNOWLEDGED = object<Unacknowledged>('unacknowledged', {
  first: field(MARK, 'when the oldest octet was first sent'),
  last: field(MARK, 'the last segment that asked for it, or for what follows it'),
  to: optional(MAC, 'destination MAC since it last changed; absent in a cooked capture'),
  firstTo: field(MARK, 'the first segment that went there'),
  segmentsTo: field(COUNT, 'segments that went there'),
  rungsNs: field(listOf(DURATION), 'retransmissions: how long after the oldest octet each was sent'),
});

const SILENCE = object<Silence>('silence', {
  first: field(MARK, 'the first segment that asked'),
  last: field(MARK, 'the last before the one that was answered'),
  answered: field(MARK, 'the next segment of the address'),
  unanswered: field(COUNT, 'segments from the one to the other, at least two'),
});

const SESSION_END = object<SessionEnd>('session-end', {
  ...MARK_FIELDS,
  how: field(everyOf<SessionEnd['how']>({reset: true, closed: true}), 'by a reset, or by a FIN'),
  by: field(everyOf<SessionEnd['by']>({client: true, address: true}), 'which side did it'),
});

export const SESSION = object<SessionFacts>('session-seen', {
  port: field(COUNT, 'port of the client'),
  service: field(COUNT, 'port of the address'),
  first: field(MARK, 'the first segment that was seen'),
  opened: optional(MARK, 'the first SYN; absent where the capture begins later'),
  syns: field(COUNT, 'SYNs of the client'),
  established: optional(MARK, 'the SYN that answered'),
  lastSent: optional(MARK, 'the last segment of the client'),
  lastHeard: optional(MARK, 'the last segment of the address that was not a reset'),
  heardFrom: optional(MAC, 'where that came from'),
  lastAcknowledged: optional(MARK, 'the last acknowledgment of anything new'),
  segments: field(COUNT, 'segments both ways'),
  longestPauseNs: field(DURATION, 'the longest between two segments'),
  unacknowledged: optional(UNACKNOWLEDGED, 'what was sent and not acknowledged'),
  longestSilence: optional(
    SILENCE,
    'the longest time for which it sent the same segment, three times or more, until it was answered',
  ),
  refused: optional(MARK, 'when an ICMP error arrived for it'),
  end: optional(SESSION_END, 'absent where it was still open'),
});
