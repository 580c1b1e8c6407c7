/**
 * The data of a report: everything that is drawn, computed beforehand. The page that shows it computes nothing
 * but positions.
 *
 * @module
 */

import type {Words} from './linked-words.js';
import type {RunData} from './run-data.js';

/** A whole report. */
export interface ReportData {
  readonly title: string;
  /** What was done, one line. */
  readonly subtitle: string;
  /** When the first run began, ISO 8601. */
  readonly startedAt: string;
  /** For each address of a capture, one line for a ticket, the worst first. */
  readonly answers: readonly string[];
  readonly verdict: ReportVerdict;
  /** Sentences that a reader must know to interpret the numbers. */
  readonly findings: readonly string[];
  readonly series?: SeriesData;
  /** The run, or those runs of a series whose timelines are included. */
  readonly runs: readonly RunData[];
  /** What happened to each address of a capture. */
  readonly stories: readonly StoryData[];
  readonly matrices: readonly MatrixData[];
  readonly tables: readonly TableData[];
  /** A week of a watch. */
  readonly history?: HistoryData;
  /** A lesson's own words about what it does and shows. */
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

export interface ReportVerdict {
  /** Absent if there was nothing to check, only figures. */
  readonly held?: boolean;
  /** The verdict in two or three words. */
  readonly word: string;
  readonly text: string;
}

/** What happened to an address, what was wrong with it, and what to do. */
export interface StoryData {
  readonly title: string;
  /** The number of the run that has its frames. */
  readonly run: number;
  readonly findings: readonly FindingData[];
  readonly happenings: readonly {
    /** Nanoseconds from the run's origin. */
    readonly at: number;
    readonly frames: Words;
    readonly text: Words;
  }[];
}

export interface FindingData {
  readonly verdict: ReportVerdict;
  /** The numbers of the frames that show it. */
  readonly frames: Words;
  /** The remedy; empty if there is nothing to do. */
  readonly remedy: string;
}

/** The outages of many runs. */
export interface SeriesData {
  readonly runs: number;
  readonly probeIntervalMs: number;
  readonly observers: readonly {
    readonly name: string;
    /** Shortest, percentiles and longest, each with its bounds, in that order and as far as there are enough runs. */
    readonly figures: readonly (readonly [name: string, bounds: string])[];
    readonly unfinished: number;
    /** The strictest limit, and in words. */
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

/** What became of each address while it was watched, the worst first. */
export interface HistoryData {
  readonly addresses: readonly {
    readonly name: string;
    readonly availability: string;
    readonly dark: string;
    /** The service that was dark for longest while the address answered others: name, availability, and how long. */
    readonly service?: readonly string[];
    readonly unknown: string;
    readonly twoOwners: string;
    readonly moves: number;
    /** The times at which it stands out, in drawing order. */
    readonly bands: readonly HistoryBand[];
  }[];
  readonly incidents: readonly IncidentData[];
  readonly gaps: readonly (readonly string[])[];
}

/** Its beginning and end as fractions of the whole time, from 0 to 1. */
export interface HistoryBand {
  readonly from: number;
  readonly to: number;
  readonly what: 'unknown' | 'two-owners' | 'dark';
}

export interface IncidentData {
  readonly at: string;
  readonly address: string;
  readonly what: string;
  readonly owners: string;
  readonly dark: string;
  readonly verdict: ReportVerdict;
  readonly remedy: string;
}
