/**
 * The data of one run in a report: lanes, frames, outages, the lab as a picture. All moments are nanoseconds from the run's
 * origin, as numbers: exact for a hundred days.
 *
 * @module
 */

import type {Words} from './linked-words.js';

/** One run, drawn. */
export interface RunData {
  /** Counted from 1. */
  readonly run: number;
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

/** Everything that happened at one node. */
export interface LaneData {
  readonly node: string;
  /** The observer's name, if it differs from the node's. */
  readonly label: string;
  /** How far its clock may be from the others': `± 0.054 ms`; absent if there is one clock. */
  readonly clock?: string;
  readonly addresses: readonly BandData[];
  readonly links: readonly BandData[];
  readonly caches: readonly CacheData[];
  readonly probes?: ProbesData;
  readonly outages: readonly OutageData[];
}

/** A state that lasted for a while. */
export interface BandData {
  readonly from: number;
  readonly to: number;
  /** The MAC of an owner, or in a cache entry. */
  readonly mac?: string;
  /** An address, a link and its state, the state of an entry, how an owner came to the address; empty for the first owner. */
  readonly text: string;
  /** Number of the station whose colour it has. */
  readonly station?: number;
  /** Whether the state is not as expected, such as a link that is down. */
  readonly isBad?: boolean;
}

/** The entry for one address in a node's cache. */
export interface CacheData {
  readonly ip: string;
  readonly bands: readonly BandData[];
}

/** A stream of probes, packed by `packProbes`. */
export interface ProbesData {
  readonly packed: string;
  readonly sent: number;
  readonly lost: number;
}

/** An outage: dark for sure from `leastFrom` to `leastTo`, possibly from `mostFrom` to `mostTo`. */
export interface OutageData {
  readonly mostFrom: number;
  readonly leastFrom: number;
  readonly leastTo: number;
  readonly mostTo: number;
  readonly text: string;
}

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

/** The lab as a picture. */
export interface TopologyData {
  readonly vip: string;
  readonly nodes: readonly TopologyNode[];
  readonly networks: readonly TopologyNetwork[];
  readonly moments: readonly TopologyMoment[];
}

export interface TopologyNode {
  readonly node: string;
  readonly label: string;
  readonly iface: string;
  readonly mac: string;
  readonly address: string;
  readonly place: 'holder' | 'observer' | 'behind-router';
  /** The router that it is behind. */
  readonly via?: string;
}

/** A switch with what is connected to it. */
export interface TopologyNetwork {
  readonly label: string;
  readonly nodes: readonly string[];
  /** Set if it carries only the holders' advertisements to each other. */
  readonly isHeartbeat?: true;
}

/** The owners of the address and the cache entries. */
export interface TopologyMoment {
  readonly title: string;
  readonly at: number;
  readonly holders: readonly string[];
  /** Nodes whose link was down. */
  readonly down: readonly string[];
  readonly beliefs: readonly {readonly node: string; readonly mac?: string; readonly believes?: string}[];
}
