/**
 * What a run reports to its reader: narration and measurements.
 *
 * @module
 */

import type {IpAddress, Ipv4Address, MacAddress} from '@vip/arp';
import type {Happening} from './happening.js';
import type {NeighbourState} from './observed.js';

/** The phases of a failover: before it, in the gap, and after the gap. */
export type Phase = 'before' | 'gap' | 'after';

/** Cache entry of one observer and the answers it received, in one phase. */
export interface ObservationEvent extends Happening {
  readonly kind: 'observation';
  readonly phase: Phase;
  /** The observer's name; the client's is that of its interface. */
  readonly observer: string;
  /** The address of the entry that was read: the VIP, or the observer's gateway to it. */
  readonly ip: IpAddress;
  readonly mac?: MacAddress;
  readonly state: NeighbourState;
  /** Probes sent in the stretch examined, and how many of them were answered in time. */
  readonly sent: number;
  /** Answers to them; at most `sent`. */
  readonly answered: number;
  /** Whether this is as expected in the phase. */
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
  /** Name of the question, in a lesson. */
  readonly name?: string;
  /** The prediction, if one was given beforehand. */
  readonly predicted?: string;
}

/** The outcome of a question for which there was a prediction. */
export interface TurnedOutEvent extends Happening {
  readonly kind: 'turned-out';
  /** Name of the question. */
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
  /** Echo requests sent; 0 or more. */
  readonly sent: number;
  /** Answers to them; at most `sent`. */
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
  /** Set if `CellEvent`s contain the same, which a report then shows instead. */
  readonly repeatsCells?: true;
}

/** Effect of one form of announcement on an entry in one state. */
export interface CellEvent extends Happening {
  readonly kind: 'cell';
  /** Number of the run, from 1. */
  readonly run: number;
  /** The client's kernel settings that differ from the defaults. */
  readonly sysctls: Readonly<Record<string, number>>;
  readonly form: string;
  readonly state: string;
  /**
   * What was measured, in words. Absent, with the next two fields, if the entry could not be brought into the
   * state.
   */
  readonly measured?: string;
  /** The address announced. */
  readonly ip?: Ipv4Address;
  /** When the first frame was sent, in nanoseconds since the epoch. */
  readonly sentAt?: bigint;
  readonly predicted: string;
  /** The kernel's rule that decides this cell, in words. */
  readonly rule: string;
}

/** How long a client that received no announcement went without an answer after the failover. */
export interface HealedEvent extends Happening {
  readonly kind: 'healed';
  /** Number of the run, from 1. */
  readonly run: number;
  /** The reachable time drawn by the kernel, in milliseconds. */
  readonly drawnMs: number;
  /** How long ago the entry was confirmed when the address moved, in milliseconds. */
  readonly ageMs: number;
  /** The outage that these two imply, in milliseconds. */
  readonly predictedMs: number;
  /** The outage measured, in milliseconds; absent if it had not ended when observation stopped. */
  readonly darkMs?: number;
}
