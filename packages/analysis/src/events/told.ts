/**
 * What a run tells its reader, and what it measured for him.
 *
 * @module
 */

import type {Ipv4Address, MacAddress} from '@vip/arp';
import type {Happening} from './happening.js';
import type {NeighbourState} from './observed.js';

/** The stretches of a failover: before it, in the gap, and after the gap. */
export type Phase = 'before' | 'gap' | 'after';

/** What one observer believed and got, in one phase. */
export interface ObservationEvent extends Happening {
  readonly kind: 'observation';
  readonly phase: Phase;
  /** The observer's name, which for the client is its interface's. */
  readonly observer: string;
  /** The address whose entry was looked at: the VIP, or the observer's gateway to it. */
  readonly ip: Ipv4Address;
  readonly mac?: MacAddress;
  readonly state: NeighbourState;
  /** Probes sent in the stretch that was looked at, and how many of them were answered in time. */
  readonly sent: number;
  readonly answered: number;
  /** Whether that is what the phase should show. */
  readonly asExpected: boolean;
}

/** A sentence of the narration. */
export interface ToldEvent extends Happening {
  readonly kind: 'told';
  readonly text: string;
}

/** How a lesson that takes its time is getting on. */
export interface ProgressEvent extends Happening {
  readonly kind: 'progress';
  readonly text: string;
}

/** The reader was asked to predict what comes next. */
export interface AskedEvent extends Happening {
  readonly kind: 'asked';
  readonly question: string;
}

/** A few pings to an address, counted. */
export interface PingedEvent extends Happening {
  readonly kind: 'pinged';
  readonly target: string;
  /** The interface they had to leave by; absent where the routing table chose. */
  readonly iface?: string;
  readonly sent: number;
  readonly answered: number;
  /** What the kernel or a router said of those that were not, each once. */
  readonly refusals: readonly string[];
}

/** Something that should be so, and whether it was. */
export interface ExpectedEvent extends Happening {
  readonly kind: 'expected';
  readonly expected: string;
  readonly held: boolean;
  /** What was seen: the evidence, or what was there instead. */
  readonly seen: string;
}

/** Measured cells, to be printed as a table. */
export interface TableEvent extends Happening {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one form of announcement did to an entry in one state. */
export interface CellEvent extends Happening {
  readonly kind: 'cell';
  /** Counted from 1. */
  readonly run: number;
  /** The settings of the client that are not the defaults. */
  readonly sysctls: Readonly<Record<string, number>>;
  readonly form: string;
  readonly state: string;
  /** Absent, with the two after it, when the entry could not be brought into its state. */
  readonly measured?: string;
  /** The address that was claimed. */
  readonly ip?: Ipv4Address;
  /** When the frames began to be sent, in nanoseconds. */
  readonly sentAt?: bigint;
  readonly predicted: string;
  /** The kernel's rule that decides this cell, in words. */
  readonly rule: string;
}

/** A client without an announcement, from the failover until its next answer. */
export interface HealedEvent extends Happening {
  readonly kind: 'healed';
  /** Counted from 1. */
  readonly run: number;
  /** The reachable time that the kernel drew, in milliseconds. */
  readonly drawnMs: number;
  /** How long ago the entry was confirmed when the address moved, in milliseconds. */
  readonly ageMs: number;
  readonly predictedMs: number;
  /** Absent when it was still in the dark when we stopped waiting. */
  readonly darkMs?: number;
}
