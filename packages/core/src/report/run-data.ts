/**
 * The data of one run in a report: lanes, frames, outages, the lab as a picture. All moments are nanoseconds from the run's
 * origin, as numbers: exact for a hundred days.
 *
 * @module
 */

import type {LaneData} from './lane-data.js';
import type {Words} from './linked-words.js';
import type {TopologyData} from './topology-data.js';

/** One run, drawn. */
export interface RunData {
  /** Counted from 1. */
  readonly run: number;
  /** In place of its number, if there are several: the captures. */
  readonly title?: string;
  /** What the moments are counted from: `fault`, `failover`, `start`. */
  readonly origin: string;
  /** The origin, ISO 8601 with nanoseconds. */
  readonly originAt: string;
  readonly from: number;
  readonly to: number;
  readonly observers: readonly ObserverData[];
  readonly expectations: readonly ExpectationData[];
  readonly findings: readonly string[];
  /** Known MACs, to which bands and pictures refer by number. */
  readonly stations: readonly StationData[];
  readonly lanes: readonly LaneData[];
  readonly marks: readonly MarkData[];
  readonly budget?: BudgetData;
  readonly frames: FramesData;
  /** One for each address that moved. */
  readonly topologies?: readonly TopologyData[];
  /** Output of the software under test, by node. */
  readonly said?: readonly SaidData[];
}

/** Output of the software in one node. */
export interface SaidData {
  readonly node: string;
  readonly program: string;
  readonly lines: readonly (readonly [at: number, text: string])[];
  /** Lines before these that are not in the report. */
  readonly omitted: number;
}

/** What one observer experienced, in the terminal's words. */
export interface ObserverData {
  readonly name: string;
  readonly outage: string;
  readonly leastNs: number;
  /** Absent when it had not ended. */
  readonly mostNs?: number;
  readonly lost: number;
  readonly endedBy: Words;
  /** Further columns of a trial: requests and replies lost, who answered. */
  readonly requestsLost?: number;
  readonly answeredBy?: string;
}

export interface ExpectationData {
  readonly expected: string;
  readonly held: boolean;
  readonly seen?: string;
}

/** The owner of a MAC. */
export interface StationData {
  readonly mac: string;
  readonly node: string;
  readonly role: StationRole;
}

/** What the colour and pattern of a MAC stand for. */
export type StationRole = 'active' | 'passive' | 'rogue' | 'other';

/** A step, or anything else that was done at one moment. */
export interface MarkData {
  readonly at: number;
  readonly node: string;
  readonly text: string;
}

/** The budget of an outage. */
export interface BudgetData {
  readonly observer: string;
  readonly parts: readonly {
    readonly part: string;
    readonly from: number;
    readonly to: number;
    /** The duration in words, or that it is unknown. */
    readonly text: string;
    readonly why: string;
    readonly isKnown: boolean;
  }[];
}

/** The frames that matter; for echo requests and replies, only how many there were. */
export interface FramesData {
  readonly ifaces: readonly (readonly [node: string, iface: string])[];
  /** Each content once, in hex: what is flooded is seen at every node. */
  readonly octets: readonly string[];
  /** Oldest first: moment, number of the interface, number of the octets, length on the wire, 1 for sent there. */
  readonly rows: readonly (readonly [
    at: number,
    iface: number,
    octets: number,
    length: number,
    own: 0 | 1,
  ])[];
  /** Where a frame went: numbers of the rows where it was sent, and where the same octets arrived soon after. */
  readonly arrivals: readonly (readonly [sent: number, arrived: number])[];
  /** For a capture, the number of each row's frame in it, as other programs count them: from 1. */
  readonly numbers?: readonly (number | string)[];
  readonly echoes: number;
  /** Frames that were left out because there are too many. */
  readonly omitted: number;
}
