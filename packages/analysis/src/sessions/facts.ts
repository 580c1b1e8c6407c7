/**
 * The history of a TCP connection to an address, as the wire shows it: values, without any judgement.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../capture/mark.js';

/** Octets that were sent and not acknowledged. */
export interface Unacknowledged {
  /** When the oldest of them was sent for the first time. */
  readonly first: Mark;
  /** The last segment that asked for them, or for anything behind them. */
  readonly last: Mark;
  /** Where these segments go since they last changed their way; absent in a cooked capture. */
  readonly to?: MacAddress;
  /** The first segment that went there, and how many did. */
  readonly firstTo: Mark;
  readonly segmentsTo: number;
  /** Each retransmission, by how long after the oldest octet was first sent it left: the rungs of the ladder. Nanoseconds. */
  readonly rungsNs: readonly bigint[];
}

/** A time in which the client retransmitted repeatedly, and the address sent nothing in that session until it finally did. */
export interface Silence {
  /** The first segment that asked, and the last before the one that was answered. */
  readonly first: Mark;
  readonly last: Mark;
  /** The frame from the address that ended it. */
  readonly answered: Mark;
  /** Segments from the one to the other; at least two. */
  readonly unanswered: number;
}

/** How a session ended. */
export interface SessionEnd extends Mark {
  /** By a reset, or by a FIN: whoever closes first has what it wanted. */
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
  /** The last segment of the address that was no reset, and where it came from. */
  readonly lastHeard?: Mark;
  readonly heardFrom?: MacAddress;
  /** The last one that acknowledged octets which were not acknowledged before. */
  readonly lastAcknowledged?: Mark;
  /** Both ways. */
  readonly segments: number;
  /** The longest time between two segments, whichever way they went. Nanoseconds. */
  readonly longestPauseNs: bigint;
  /** Absent where everything was acknowledged; of a session that was reset what was not by then. */
  readonly unacknowledged?: Unacknowledged;
  /** The longest that ended with an answer; absent where nothing had to be sent three times. */
  readonly longestSilence?: Silence;
  /** An ICMP error came for it. */
  readonly refused?: Mark;
  readonly end?: SessionEnd;
}
