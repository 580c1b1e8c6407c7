/**
 * A check: one object, which asks one question about what was observed.
 *
 * @module
 */

import type {LabSettings, Timeline} from '@vip/analysis';
import type {Workshop} from '../../lesson/workshop.js';

/** What a key takes; a duration is passed in milliseconds. */
export type Takes = 'node' | 'address' | 'station' | 'duration' | 'yes-no' | 'iface' | readonly string[];

export interface Key {
  readonly takes: Takes;
  /** The value if the key is absent; without this, it is required. */
  readonly standard?: string;
  readonly means: string;
}

/** How a student's script ended. */
export interface ScriptEnd {
  /** Whether the script ended by itself, with exit code 0. */
  readonly isFine: boolean;
  /** `exit 0`; `killed: it took longer than 10 s`. */
  readonly how: string;
}

/** What was observed in a student's lab. */
export interface Seen {
  readonly settings: LabSettings;
  readonly timeline: Timeline;
  /** For checks that query the lab now. */
  readonly workshop: Workshop;
  readonly script: ScriptEnd;
  /** When the script was started, and when the lecturer's own steps after it began. Nanoseconds. */
  readonly startedAt: bigint;
  readonly thenAt: bigint;
}

/** Values by key, those of absent keys included. */
export type Told = Readonly<Record<string, string>>;

export interface CheckVerdict {
  readonly held: boolean;
  /** What was found, whether or not it holds; a few words. */
  readonly found: string;
}

export interface CheckKind {
  readonly name: string;
  /** What it checks, as a line of documentation. */
  readonly means: string;
  readonly keys: Readonly<Record<string, Key>>;
  /** What is expected, as the student reads it. */
  readonly expects: (told: Told) => string;
  /** Nodes that must be watched from the start. */
  readonly nodes: (told: Told) => readonly string[];
  /** A place where frames must be captured. */
  readonly captures?: (told: Told, settings: LabSettings) => {node: string; iface: string} | undefined;
  /** A station that must ping the VIP all the time. */
  readonly pinger?: (told: Told) => string;
  judge(told: Told, seen: Seen): Promise<CheckVerdict> | CheckVerdict;
}
