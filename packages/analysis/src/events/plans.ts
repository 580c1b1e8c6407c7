/**
 * The plan of a run: the first event of its timeline.
 *
 * @module
 */

import type {AnnouncementForm, IpAddress, IpFamily, TargetMac} from '@vip/arp';
import type {LabSettings, TrialSettings} from '../lab/stations.js';
import type {Happening} from './happening.js';
import type {SessionUse} from './sessions.js';

/** How a run was started and configured: what is needed to reproduce it. */
export interface Repeatable {
  /** The words after `vip` on the command line; absent if it was not started from there. */
  readonly command?: readonly string[];
  /** The kernel settings of each node, by path below /proc/sys, from the plan of the lab. */
  readonly sysctls?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How an address is announced. */
export interface Announcing {
  /** IPv4 only, like the target MAC. */
  readonly form?: AnnouncementForm;
  readonly targetMac?: TargetMac;
  /** IPv6 only: false if the advertisement leaves the Override flag clear. */
  readonly override?: boolean;
}

/** What made a run. */
export interface Versions {
  readonly vip: string;
  readonly node: string;
  readonly kernel: string;
  /** What the software under test says of itself; absent where there is none, or where it says nothing. */
  readonly software?: string;
}

/** The plan of a run: the first event of every timeline, so that a saved one explains itself. */
export interface RunEvent extends Happening, Repeatable {
  readonly kind: 'run';
  readonly settings: LabSettings;
  /** Milliseconds, like the other two. */
  readonly delayMs: number;
  /** Milliseconds. */
  readonly probeIntervalMs: number;
  /** Absent if nothing is announced, and the observers must find out by themselves. */
  readonly announce?: Announcing;
  /** The machine's interface on which the macvlans are built; absent in the hermetic lab. */
  readonly parent?: string;
  readonly versions: Versions;
}

/** The TCP sessions of each observer of a trial. */
export interface TcpPlan {
  /** Of the address. */
  readonly port: number;
  /** Whether the user's own server is there; absent where the lab's is. */
  readonly isOwn?: boolean;
  /** What HTTP requests ask for; absent where there are none. */
  readonly path?: string;
  readonly groups: readonly {
    readonly use: SessionUse;
    readonly count: number;
    /** Milliseconds; absent for idle sessions. */
    readonly intervalMs?: number | undefined;
  }[];
  /** How long sessions may take to end once the address answers again; those that have not by then hang. Milliseconds. */
  readonly deadlineMs: number;
}

/** What `vip audit` says of a trial before it is made, for the addresses of one instance. */
export interface Forecast {
  /** The addresses that it is for. */
  readonly ips: readonly IpAddress[];
  /** A sentence without its full stop. */
  readonly text: string;
  /** The nodes that have the address at the end; absent where that is not said. */
  readonly owners?: readonly string[];
  /** The longest outage that clients see; absent where that is not said. */
  readonly outage?: PredictedOutage;
  readonly takeover?: PredictedTakeover;
}

/** How long an address may be dark. */
export interface PredictedOutage {
  /** Milliseconds, as the next. */
  readonly leastMs: number;
  /** Absent: until the clients' entries expire. */
  readonly mostMs?: number;
}

/** When the new owner first advertises. */
export interface PredictedTakeover {
  /** Virtual router identifier, 1 to 255. */
  readonly vrid: number;
  /** Of the advertisements: an instance of each family may have the same VRID. */
  readonly family: IpFamily;
  /** The node that takes over. */
  readonly by: string;
  /** What it is counted from: the fault, or the last advertisement that the new owner heard before it took over. */
  readonly from: 'fault' | 'last-advertisement';
  /** Milliseconds, as the next. */
  readonly leastMs: number;
  /** Milliseconds; `leastMs` or more. */
  readonly mostMs: number;
}

/** A machine of a cluster that exists. */
export interface ClusterMachine {
  readonly node: string;
  /** How it was reached: `ssh://root@lb1`. */
  readonly where: string;
  /** As uname(1) names it. */
  readonly kernel: string;
  /** With what it pinged; absent where it did not. */
  readonly asker?: string;
  /** Between two of its pings, as its rights allow. Milliseconds. */
  readonly intervalMs?: number;
}

/** The plan of a trial: the first event of its timeline. */
export interface TrialEvent extends Happening, Repeatable {
  readonly kind: 'trial';
  readonly driver: string;
  /** The fault as the user wrote it. */
  readonly fault: string;
  /** Impairments of the network, in words. */
  readonly impairments: readonly string[];
  readonly settings: TrialSettings;
  /** Of a trial of both families: the addresses of the second one, in the same nodes. */
  readonly second?: LabSettings;
  /** The name of its topology; absent for the usual one. */
  readonly topology?: string;
  /** With several VIPs of a family: those beyond the first, between the same machines. */
  readonly more?: readonly TrialSettings[];
  /** Milliseconds. */
  readonly probeIntervalMs: number;
  /** When the fault was due, after the start of the driver's period, as drawn from the seed. Milliseconds. */
  readonly phaseMs: number;
  /** Of all that is drawn at random; an integer, 0 or more. */
  readonly seed: number;
  /** For how long all had to be well before the fault. Milliseconds; absent if that was not looked at. */
  readonly steadyMs?: number;
  /** The neighbour timers and other settings of the observers. */
  readonly clientSysctls: Readonly<Record<string, string>>;
  /** Of a cluster: its machines, and with what each was watched. */
  readonly machines?: readonly ClusterMachine[];
  /** The TCP sessions of each observer with the address; absent where there are none. */
  readonly tcp?: TcpPlan;
  /** The configuration of the software in each node, without passwords; absent if it has no file. */
  readonly configurations?: Readonly<Record<string, string>>;
  /** What follows from these configurations, for each address at most once; absent where nothing is predicted. */
  readonly forecasts?: readonly Forecast[];
  readonly versions: Versions;
}

/** The plan of a lesson: the first event of its timeline. */
export interface LessonEvent extends Happening, Pick<Repeatable, 'command'> {
  readonly kind: 'lesson';
  readonly name: string;
  readonly question: string;
  readonly settings: LabSettings;
  readonly versions: Versions;
}
