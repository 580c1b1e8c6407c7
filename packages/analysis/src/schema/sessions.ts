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
  last: field(MARK, 'the last segment that needed an acknowledgment of it, or of what follows it'),
  to: optional(MAC, 'destination MAC since it last changed; absent in a cooked capture'),
  firstTo: field(MARK, 'the first segment that went there'),
  segmentsTo: field(COUNT, 'segments that went there'),
  rungsNs: field(listOf(DURATION), 'retransmissions: how long after the oldest octet each was sent'),
});

const SILENCE = object<Silence>('silence', {
  first: field(MARK, 'the first segment that needed an acknowledgment'),
  last: field(MARK, 'the last one before the one that was answered'),
  answered: field(MARK, 'the next segment from the address'),
  unanswered: field(COUNT, 'number of segments from the first to the last, at least two'),
});

const SESSION_END = object<SessionEnd>('session-end', {
  ...MARK_FIELDS,
  how: field(everyOf<SessionEnd['how']>({reset: true, closed: true}), 'by a reset, or by a FIN'),
  by: field(everyOf<SessionEnd['by']>({client: true, address: true}), 'the side that ended it'),
});

export const SESSION = object<SessionFacts>('session-seen', {
  port: field(COUNT, 'port of the client'),
  service: field(COUNT, 'port of the address'),
  first: field(MARK, 'the first segment that was seen'),
  opened: optional(MARK, 'the first SYN; absent where the capture begins later'),
  syns: field(COUNT, 'SYNs of the client'),
  established: optional(MARK, 'the SYN with which the address answered'),
  lastSent: optional(MARK, 'the last segment from the client'),
  lastHeard: optional(MARK, 'the last segment from the address that was not a reset'),
  heardFrom: optional(MAC, 'MAC from which that segment came'),
  lastAcknowledged: optional(MARK, 'the last acknowledgment of anything new'),
  segments: field(COUNT, 'segments in both directions'),
  longestPauseNs: field(DURATION, 'the longest pause between two segments'),
  unacknowledged: optional(UNACKNOWLEDGED, 'what was sent but not acknowledged'),
  longestSilence: optional(
    SILENCE,
    'the longest stretch in which the client sent the same segment three times or more until the address answered',
  ),
  tickled: optional(MARK, 'when its client was first sent a tickle'),
  refused: optional(MARK, 'when an ICMP error arrived for it'),
  end: optional(SESSION_END, 'how it ended; absent if it was still open'),
});
