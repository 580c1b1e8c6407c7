/**
 * The history of a TCP connection to an address in a capture: values, without judgement.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../capture/mark.js';

/** Octets that were sent and not acknowledged. */
export interface Unacknowledged {
  /** When the oldest of them was sent for the first time. */
  readonly first: Mark;
  /** The last segment that needed an acknowledgment of them, or of anything after them. */
  readonly last: Mark;
  /** The destination MAC of these segments since it last changed; absent in a cooked capture. */
  readonly to?: MacAddress;
  /** The first segment that went there, and how many did. */
  readonly firstTo: Mark;
  readonly segmentsTo: number;
  /** For each retransmission, the time since the oldest octet was first sent: the rungs of the ladder. Nanoseconds. */
  readonly rungsNs: readonly bigint[];
}

/** A stretch in which the client retransmitted repeatedly, until the address finally sent something in that session. */
export interface Silence {
  /** The first segment that needed an acknowledgment, and the last before the one that was answered. */
  readonly first: Mark;
  readonly last: Mark;
  /** The frame from the address that ended it. */
  readonly answered: Mark;
  /** Number of segments from the one to the other; at least two. */
  readonly unanswered: number;
}

/** How a session ended. */
export interface SessionEnd extends Mark {
  /** By a reset, or by a FIN: the side that closes first has what it wanted. */
  readonly how: 'reset' | 'closed';
  readonly by: 'client' | 'address';
}

export interface SessionFacts {
  /** The client's port. */
  readonly port: number;
  /** The port of the address. */
  readonly service: number;
  /** The first segment that was seen, either way. */
  readonly first: Mark;
  /** The client's first SYN, how many there were, and the SYN that answered; absent where the capture begins later. */
  readonly opened?: Mark;
  readonly syns: number;
  readonly established?: Mark;
  /** The last segment of the client. */
  readonly lastSent?: Mark;
  /** The last segment of the address that was not a reset, and the MAC that it came from. */
  readonly lastHeard?: Mark;
  readonly heardFrom?: MacAddress;
  /** The last segment that acknowledged octets which had not been acknowledged before. */
  readonly lastAcknowledged?: Mark;
  /** Number of segments, both ways. */
  readonly segments: number;
  /** The longest time between two segments, in either direction. Nanoseconds. */
  readonly longestPauseNs: bigint;
  /** Absent if everything was acknowledged; for a session that was reset, what had not been acknowledged by then. */
  readonly unacknowledged?: Unacknowledged;
  /** The longest silence that ended with an answer; absent if nothing had to be sent three times. */
  readonly longestSilence?: Silence;
  /** When its client was first sent a tickle. */
  readonly tickled?: Mark;
  /** When an ICMP error arrived for it. */
  readonly refused?: Mark;
  readonly end?: SessionEnd;
}
