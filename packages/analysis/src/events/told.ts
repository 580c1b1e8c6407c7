/**
 * What a run reports to its reader: narration and measurements.
 *
 * @module
 */

import type {IpAddress, Ipv4Address, MacAddress} from '@vip/arp';
import type {Happening} from './happening.js';
import type {NeighbourState} from './observed.js';

/** The stretches of a failover: before it, in the gap, and after the gap. */
export type Phase = 'before' | 'gap' | 'after';

/** Cache entry and answers of one observer, in one phase. */
export interface ObservationEvent extends Happening {
  readonly kind: 'observation';
  readonly phase: Phase;
  /** The observer's name, which for the client is its interface's. */
  readonly observer: string;
  /** The address of the entry that was read: the VIP, or the observer's gateway to it. */
  readonly ip: IpAddress;
  readonly mac?: MacAddress;
  readonly state: NeighbourState;
  /** Probes sent in the stretch examined, and how many of them were answered in time. */
  readonly sent: number;
  /** At most as many as were sent. */
  readonly answered: number;
  /** Whether this is what is expected in the phase. */
  readonly asExpected: boolean;
}

/** A sentence of the narration. */
export interface ToldEvent extends Happening {
  readonly kind: 'told';
  readonly text: string;
}

/** Progress of a long lesson. */
export interface ProgressEvent extends Happening {
  readonly kind: 'progress';
  readonly text: string;
}

/** The reader was asked for a prediction. */
export interface AskedEvent extends Happening {
  readonly kind: 'asked';
  readonly question: string;
  /** Of the question, in a lesson. */
  readonly name?: string;
  /** What was predicted beforehand, if that was. */
  readonly predicted?: string;
}

/** What came out of a question for which there was a prediction. */
export interface TurnedOutEvent extends Happening {
  readonly kind: 'turned-out';
  /** Of the question. */
  readonly name: string;
  readonly predicted: string;
  readonly measured: string;
  readonly agrees: boolean;
}

/** A few pings to an address. */
export interface PingedEvent extends Happening {
  readonly kind: 'pinged';
  readonly target: string;
  /** Outgoing interface; absent if the routing table chose. */
  readonly iface?: string;
  /** Requests, and answers to them; 0 or more. */
  readonly sent: number;
  /** At most as many as were sent. */
  readonly answered: number;
  /** Errors from the kernel or a router, each once. */
  readonly refusals: readonly string[];
}

/** An expectation, and whether it held. */
export interface ExpectedEvent extends Happening {
  readonly kind: 'expected';
  readonly expected: string;
  readonly held: boolean;
  /** The evidence, or what was observed instead. */
  readonly seen: string;
}

/** Measured cells, to be printed as a table. */
export interface TableEvent extends Happening {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether `CellEvent`s say the same, which a report shows instead. */
  readonly repeatsCells?: true;
}

/** Effect of one form of announcement on an entry in one state. */
export interface CellEvent extends Happening {
  readonly kind: 'cell';
  /** Counted from 1. */
  readonly run: number;
  /** The settings of the client that are not the defaults. */
  readonly sysctls: Readonly<Record<string, number>>;
  readonly form: string;
  readonly state: string;
  /** Absent, with the two after it, if the entry could not be brought into its state. */
  readonly measured?: string;
  /** The address announced. */
  readonly ip?: Ipv4Address;
  /** When the first frame was sent, in nanoseconds. */
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
  /** The reachable time drawn by the kernel, in milliseconds. */
  readonly drawnMs: number;
  /** How long ago the entry was confirmed when the address moved, in milliseconds. */
  readonly ageMs: number;
  /** How long it was to be dark by these two. Milliseconds. */
  readonly predictedMs: number;
  /** Absent if the outage had not ended when observation stopped. */
  readonly darkMs?: number;
}
