/**
 * What a report draws of one node: states, probes, outages.
 *
 * @module
 */

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
