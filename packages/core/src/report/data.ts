/**
 * The data of a report: everything that is drawn, computed beforehand. The page that shows it computes nothing
 * but positions. All moments are nanoseconds from the run's origin, as numbers: exact for a hundred days.
 *
 * @module
 */

/** A whole report. */
export interface ReportData {
  readonly title: string;
  /** What was done, one line. */
  readonly subtitle: string;
  /** When the first run began, ISO 8601. */
  readonly startedAt: string;
  readonly verdict: Verdict;
  /** Sentences that a reader has to know to read the numbers right. */
  readonly findings: readonly string[];
  readonly series?: SeriesData;
  /** One, or several of a series: those whose timelines are carried. */
  readonly runs: readonly RunData[];
  /** What happened to each address of a capture. */
  readonly stories: readonly StoryData[];
  readonly matrices: readonly MatrixData[];
  readonly tables: readonly TableData[];
  /** What a lesson said about what it does and shows. */
  readonly told: readonly string[];
  /** How it was measured: name and value. */
  readonly measured: readonly (readonly [name: string, value: string])[];
  readonly repeat?: RepeatData;
}

/** How to reproduce it. */
export interface RepeatData {
  /** What to type. */
  readonly command: string;
  /** What the command reads or leaves to chance, each under its name: configurations, addresses. */
  readonly files: readonly (readonly [name: string, content: string])[];
}

export interface Verdict {
  /** Absent if there was nothing to check: figures alone. */
  readonly held?: boolean;
  /** Two or three words for it. */
  readonly word: string;
  readonly text: string;
}

/** Words, some of which lead to a frame. */
export type Words = readonly (string | FrameReference)[];

export interface FrameReference {
  readonly text: string;
  /** Number of its row in `FramesData`. */
  readonly row: number;
}

/** What happened to an address, what was wrong with it, and what to do. */
export interface StoryData {
  readonly title: string;
  readonly findings: readonly FindingData[];
  readonly happenings: readonly {
    /** Nanoseconds from the run's origin. */
    readonly at: number;
    readonly frames: Words;
    readonly text: Words;
  }[];
}

export interface FindingData {
  readonly verdict: Verdict;
  /** The numbers of the frames that show it. */
  readonly frames: Words;
  /** What to do about it; empty when nothing is to be done. */
  readonly remedy: string;
}

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
  /** Known MACs; bands and pictures speak of them by their number. */
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

/** What one observer went through, in words as the terminal has them. */
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

/** Who has a MAC. */
export interface StationData {
  readonly mac: string;
  readonly node: string;
  readonly role: StationRole;
}

/** Which colour and pattern a MAC has. */
export type StationRole = 'active' | 'passive' | 'rogue' | 'other';

/** Everything that happened at one node. */
export interface LaneData {
  readonly node: string;
  /** The observer's name, where it is another. */
  readonly label: string;
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
  readonly text: string;
  /** Number of the station whose colour it has. */
  readonly station?: number;
  /** Not as expected: a link that is down. */
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

/** The frames that matter; of echo requests and replies only how many there were. */
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
  /** Of a capture, what each row's number is there: as other programs count them, from 1. */
  readonly numbers?: readonly number[];
  readonly echoes: number;
  /** Frames that were left out because there are too many. */
  readonly omitted: number;
}

/** The lab as a picture. */
export interface TopologyData {
  readonly vip: string;
  readonly nodes: readonly TopologyNode[];
  readonly moments: readonly TopologyMoment[];
}

export interface TopologyNode {
  readonly node: string;
  readonly label: string;
  readonly iface: string;
  readonly mac: string;
  readonly address: string;
  readonly place: 'holder' | 'observer' | 'behind-router';
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

/** The outages of many runs. */
export interface SeriesData {
  readonly runs: number;
  readonly probeIntervalMs: number;
  readonly observers: readonly {
    readonly name: string;
    /** Shortest, percentiles and longest, each by its bounds: those that the runs are enough for, in that order. */
    readonly figures: readonly (readonly [name: string, bounds: string])[];
    readonly unfinished: number;
    /** The strictest that it has, and in words. */
    readonly limit?: {readonly ns: number; readonly text: string};
    readonly points: readonly {
      readonly run: number;
      readonly leastNs: number;
      readonly mostNs?: number;
      readonly text: string;
    }[];
  }[];
  readonly violations: readonly string[];
}

/** Cells that were measured and predicted. */
export interface MatrixData {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly {
      readonly text: string;
      readonly asPredicted: boolean;
      /** The rule behind it, in words. */
      readonly why: string;
    }[];
  }[];
}

export interface TableData {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
