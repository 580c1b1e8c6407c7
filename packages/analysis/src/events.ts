/**
 * Everything that happens in a run is one small event on one clock; everything we say is derived from them.
 *
 * @module
 */

import type {AnnouncementForm, IpAddress, Ipv4Address, MacAddress, TargetMac} from '@vip/arp';
import {hexOfOctets, octetsOfHex} from './octets.js';
import type {LabSettings} from './settings.js';

/** Neighbour unreachability detection states of Linux, and `NONE` for an address without an entry. */
export type NeighbourState =
  | 'NONE'
  | 'INCOMPLETE'
  | 'REACHABLE'
  | 'STALE'
  | 'DELAY'
  | 'PROBE'
  | 'FAILED'
  | 'NOARP'
  | 'PERMANENT';

/** How a run was started, and what was set for it: what one has to know to have it again. */
interface Repeatable {
  /** The words after `vip` on the command line; absent when nobody typed any. */
  readonly command?: readonly string[];
  /** The kernel settings of each node, by path below /proc/sys, as the plan of the lab has them. */
  readonly sysctls?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Happening {
  /** Nanoseconds since the epoch, on the kernel's real-time clock. */
  readonly at: bigint;
  /** Name of the node where it happened; `lab` for what was done to the lab as a whole. */
  readonly node: string;
}

/** What a run was to be: the first event of every timeline, so that a saved one explains itself. */
export interface RunEvent extends Happening, Repeatable {
  readonly kind: 'run';
  readonly settings: LabSettings;
  /** Milliseconds, as the other two. */
  readonly delayMs: number;
  readonly probeIntervalMs: number;
  /** Absent when nothing is announced, and the observers must find out by themselves. */
  readonly announce?: {readonly form: AnnouncementForm; readonly targetMac?: TargetMac};
  /** The machine's interface on which the macvlans stand; absent in the hermetic lab. */
  readonly parent?: string;
  readonly versions: {readonly vip: string; readonly node: string; readonly kernel: string};
}

/** A frame seen on an interface, dated by the kernel. */
export interface FrameEvent extends Happening {
  readonly kind: 'frame';
  readonly iface: string;
  /** Those that were captured; hexadecimal digits in JSON. */
  readonly octets: Uint8Array;
  /** Octets on the wire; more than captured when the capture was cut. */
  readonly length: number;
  /** Whether the node itself sent it. */
  readonly own: boolean;
}

/** An echo request left the node. */
export interface ProbeSentEvent extends Happening {
  readonly kind: 'probe-sent';
  /** Which of the node's probe streams: `probe` (dense, for measuring) or `ping` (for reading). */
  readonly stream: string;
  readonly sequence: number;
}

/** Its answer came back. */
export interface ProbeAnsweredEvent extends Happening {
  readonly kind: 'probe-answered';
  readonly stream: string;
  readonly sequence: number;
  readonly from: IpAddress;
  /** Octets of the ICMP message, as `ping` counts them. */
  readonly size: number;
  /** Absent for IPv6, where a raw socket does not say. */
  readonly ttl?: number;
  /** When the request was sent. */
  readonly sentAt: bigint;
}

/** The echo request could not be sent, or a router (or our own kernel) said that it cannot be delivered. */
export interface ProbeRefusedEvent extends Happening {
  readonly kind: 'probe-refused';
  readonly stream: string;
  readonly sequence: number;
  /** Who says so; the node itself when its own kernel gave up. */
  readonly from: string;
  readonly reason: string;
}

/** An entry of a neighbour cache: changed as the kernel announced it, or as we found it when we looked. */
export interface NeighbourEvent extends Happening {
  readonly kind: 'neighbour';
  readonly iface: string;
  readonly ip: IpAddress;
  /** Absent when the entry holds no link-layer address. */
  readonly mac?: MacAddress;
  readonly state: NeighbourState;
  /** `announced` by netlink, or `seen` when we asked: DELAY is never announced. */
  readonly source: 'announced' | 'seen';
}

/** An address was given to an interface, or taken from it. */
export interface AddressEvent extends Happening {
  readonly kind: 'address';
  readonly iface: string;
  readonly ip: IpAddress;
  readonly change: 'added' | 'removed';
  /**
   * Duplicate address detection of IPv6: not over, or it found another holder. Either way the address is not used.
   * When it is over the address is `added` once more, without this.
   */
  readonly detection?: 'tentative' | 'failed';
}

/** An interface began to carry frames, or ceased to: switched off, unplugged, or gone. */
export interface LinkEvent extends Happening {
  readonly kind: 'link';
  readonly iface: string;
  readonly state: 'up' | 'down';
}

/** One of our own processes announced an address. */
export interface AnnouncedEvent extends Happening {
  readonly kind: 'announced';
  readonly iface: string;
  readonly ip: Ipv4Address;
  readonly mac: MacAddress;
  readonly form: AnnouncementForm;
}

/** Something that we did, when it was begun and when it was done. */
export interface StepEvent extends Happening {
  readonly kind: 'step';
  readonly step: string;
  readonly phase: 'begun' | 'done';
}

/** So many seconds until a step. */
export interface CountdownEvent extends Happening {
  readonly kind: 'countdown';
  readonly to: string;
  readonly seconds: number;
}

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

/** What a trial was to be: the first event of its timeline. */
export interface TrialEvent extends Happening, Repeatable {
  readonly kind: 'trial';
  readonly driver: string;
  /** The fault as the user wrote it. */
  readonly fault: string;
  /** What the network itself does wrong, in words. */
  readonly impairments: readonly string[];
  readonly settings: LabSettings;
  /** Milliseconds. */
  readonly probeIntervalMs: number;
  /** How long after the driver's own clock began the fault was to fall; what the seed drew. Milliseconds. */
  readonly phaseMs: number;
  readonly seed: number;
  /** The neighbour timers and other settings of the observers, as they were set. */
  readonly clientSysctls: Readonly<Record<string, string>>;
  /** What the software in each node was configured with, without its passwords; absent where it has no file. */
  readonly configurations?: Readonly<Record<string, string>>;
  readonly versions: RunEvent['versions'];
}

/** A line that the software under test said, dated when it was read. */
export interface SaidEvent extends Happening {
  readonly kind: 'said';
  /** What it is called: keepalived, node-cmd. */
  readonly program: string;
  readonly text: string;
}

/** What the software's own check says of its configuration, before it is started. */
export interface CheckedEvent extends Happening {
  readonly kind: 'checked';
  readonly program: string;
  /** Null when a signal ended the check. */
  readonly exitCode: number | null;
  /** Each once. */
  readonly messages: readonly string[];
}

/** A program of the software under test ended, and everything that it had started. */
export interface ProgramEndedEvent extends Happening {
  readonly kind: 'program-ended';
  readonly program: string;
  /** As shells count, 128 + n for signal n; absent where it went on without who was started. */
  readonly status?: number;
  /** Whether that is what the fault does. */
  readonly byFault: boolean;
}

/** A run could not be made, or not to its end. */
export interface FailedEvent extends Happening {
  readonly kind: 'failed';
  readonly message: string;
}

/** What a lesson was to show: the first event of its timeline. */
export interface LessonEvent extends Happening, Pick<Repeatable, 'command'> {
  readonly kind: 'lesson';
  readonly name: string;
  readonly question: string;
  readonly settings: LabSettings;
  readonly versions: RunEvent['versions'];
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

/** A command that was run in a node to show what it says; its end is dated. */
export interface CommandEvent extends Happening {
  readonly kind: 'command';
  readonly argv: readonly string[];
  readonly exitCode: number | null;
  /** Standard output, then standard error. */
  readonly output: string;
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

/** A capture ended: what the kernel counted. Anything dropped makes the run incomplete. */
export interface CaptureEndEvent extends Happening {
  readonly kind: 'capture-end';
  readonly iface: string;
  readonly received: number;
  readonly dropped: number;
}

export type TimelineEvent =
  | RunEvent
  | FrameEvent
  | ProbeSentEvent
  | ProbeAnsweredEvent
  | ProbeRefusedEvent
  | NeighbourEvent
  | AddressEvent
  | LinkEvent
  | AnnouncedEvent
  | StepEvent
  | CountdownEvent
  | ObservationEvent
  | CaptureEndEvent
  | TrialEvent
  | SaidEvent
  | CheckedEvent
  | ProgramEndedEvent
  | FailedEvent
  | LessonEvent
  | ToldEvent
  | ProgressEvent
  | AskedEvent
  | CommandEvent
  | PingedEvent
  | ExpectedEvent
  | TableEvent
  | CellEvent
  | HealedEvent;

/** The event as one line of JSON: as `jsonReplacer` has it, in half the time, for there are thousands a second. */
export function encodeEvent(event: TimelineEvent): string {
  const at = event.at.toString();
  if (event.kind === 'frame') return JSON.stringify({...event, at, octets: hexOfOctets(event.octets)});
  const {sentAt} = event as {sentAt?: bigint};
  return JSON.stringify(sentAt === undefined ? {...event, at} : {...event, at, sentAt: sentAt.toString()});
}

/**
 * The inverse of `encodeEvent`. The line is trusted to be one of ours.
 *
 * @throws SyntaxError when it is no JSON, or has times or octets that are none
 */
export function decodeEvent(line: string): TimelineEvent {
  const event = JSON.parse(line) as Record<string, unknown> | null;
  if (typeof event !== 'object' || event === null) notOurs('event', 'an object', event);
  for (const field of REVIVED) {
    if (event[field] !== undefined) event[field] = jsonReviver(field, event[field]);
  }
  return event as unknown as TimelineEvent;
}

/** The fields of an event that are something else in JSON; it has none of them deeper down. */
const REVIVED = ['at', 'sentAt', 'octets'] as const;

/**
 * For `JSON.stringify`: nanoseconds become decimal strings, since they exceed what a JSON number holds, and octets
 * hexadecimal digits.
 */
export function jsonReplacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? hexOfOctets(value) : value;
}

/** For `JSON.parse`: the inverse of `jsonReplacer`, by the names of the fields that hold times and octets. */
export function jsonReviver(key: string, value: unknown): unknown {
  if (key === 'octets') return octetsOfHex(String(value));
  if (key !== 'at' && key !== 'sentAt') return value;
  return typeof value === 'string' ? BigInt(value) : notOurs(key, 'nanoseconds as a string', value);
}

function notOurs(where: string, expected: string, got: unknown): never {
  throw new SyntaxError(`${where}: expected ${expected}, got ${JSON.stringify(got)}`);
}
