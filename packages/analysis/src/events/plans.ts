/**
 * The plan of a run: the first event of its timeline.
 *
 * @module
 */

import type {AnnouncementForm, IpAddress, IpFamily, TargetMac} from '@vip/arp';
import type {LabSettings, TrialSettings} from '../lab/stations.js';
import type {Happening} from './happening.js';
import type {SessionUse} from './sessions.js';

/** How a run was started and configured, as needed to reproduce it. */
export interface Repeatable {
  /** The words after `vip` on the command line; absent if it was not started from there. */
  readonly command?: readonly string[];
  /** The kernel settings of each node, by path below /proc/sys, from the plan of the lab. */
  readonly sysctls?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How an address is announced. */
export interface Announcing {
  /** Form of the ARP announcement; IPv4 only, like the target MAC. */
  readonly form?: AnnouncementForm;
  readonly targetMac?: TargetMac;
  /** IPv6 only: false if the advertisement leaves the Override flag clear. */
  readonly override?: boolean;
}

/** The versions of the software that made a run. */
export interface Versions {
  readonly vip: string;
  readonly node: string;
  readonly kernel: string;
  /** The version that the software under test reports; absent if there is none, or if it reports none. */
  readonly software?: string;
}

/** The plan of a run: the first event of every timeline, so that a saved one explains itself. */
export interface RunEvent extends Happening, Repeatable {
  readonly kind: 'run';
  readonly settings: LabSettings;
  /** Delay between the failover and the announcement, in milliseconds. */
  readonly delayMs: number;
  /** Milliseconds. */
  readonly probeIntervalMs: number;
  /** How the address is announced; absent if it is not, and the observers must find out by themselves. */
  readonly announce?: Announcing;
  /** The machine's interface on which the macvlans are built; absent in the hermetic lab. */
  readonly parent?: string;
  readonly versions: Versions;
}

/** The TCP sessions of each observer of a trial. */
export interface TcpPlan {
  /** TCP port of the address. */
  readonly port: number;
  /** Set if the user's own server listens there; absent if the lab's does. */
  readonly isOwn?: boolean;
  /** Path that HTTP requests ask for; absent if there are no such requests. */
  readonly path?: string;
  readonly groups: readonly {
    readonly use: SessionUse;
    readonly count: number;
    /** Time between two writes, requests or connections, in milliseconds; absent for idle sessions. */
    readonly intervalMs?: number | undefined;
  }[];
  /**
   * How long sessions may take to resume or end once the address answers again, in milliseconds. Those that
   * take longer count as hanging.
   */
  readonly deadlineMs: number;
}

/** What `vip audit` predicts of a trial, for the addresses of one instance. */
export interface Forecast {
  /** The addresses to which the prediction applies. */
  readonly ips: readonly IpAddress[];
  /** The prediction as a sentence, without its full stop. */
  readonly text: string;
  /** The nodes that will have the address at the end; absent if that is not predicted. */
  readonly owners?: readonly string[];
  /** The longest outage that clients will see; absent if that is not predicted. */
  readonly outage?: PredictedOutage;
  readonly takeover?: PredictedTakeover;
}

/** How long an address may be dark, as predicted. */
export interface PredictedOutage {
  /** Lower bound, in milliseconds. */
  readonly leastMs: number;
  /** Upper bound, in milliseconds; absent if the outage lasts until the clients' entries expire. */
  readonly mostMs?: number;
}

/** When the new owner will first advertise, as predicted. */
export interface PredictedTakeover {
  /** Virtual router identifier, 1 to 255. */
  readonly vrid: number;
  /** Address family of the advertisements: an instance of each family may have the same VRID. */
  readonly family: IpFamily;
  /** The node that takes over. */
  readonly by: string;
  /**
   * Starting point of the bounds: the fault, or the last advertisement that the new owner heard before it
   * took over.
   */
  readonly from: 'fault' | 'last-advertisement';
  /** Lower bound, in milliseconds. */
  readonly leastMs: number;
  /** Upper bound, in milliseconds; `leastMs` or more. */
  readonly mostMs: number;
}

/** A machine of an existing cluster. */
export interface ClusterMachine {
  readonly node: string;
  /** How it was reached: `ssh://root@lb1`. */
  readonly where: string;
  /** The kernel's release, as uname(1) prints it. */
  readonly kernel: string;
  /** The program with which it pinged; absent if it did not. */
  readonly asker?: string;
  /** Time between two of its pings, as short as its privileges allow, in milliseconds. */
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
  /** The addresses in the second family, for the same nodes, in a trial of both families. */
  readonly second?: LabSettings;
  /** The name of its topology; absent for the usual one. */
  readonly topology?: string;
  /** The VIPs of a family beyond the first, which move between the same machines. */
  readonly more?: readonly TrialSettings[];
  /** Milliseconds. */
  readonly probeIntervalMs: number;
  /**
   * When the fault was due, in milliseconds after the start of the driver's period, as drawn from the seed.
   */
  readonly phaseMs: number;
  /** Seed of everything that is drawn at random; an integer, 0 or more. */
  readonly seed: number;
  /**
   * How long every observer had to be served before the fault, in milliseconds; absent if that was not
   * checked.
   */
  readonly steadyMs?: number;
  /** The neighbour timers and other settings of the observers. */
  readonly clientSysctls: Readonly<Record<string, string>>;
  /** The machines of a cluster, and how each was watched. */
  readonly machines?: readonly ClusterMachine[];
  /** The TCP sessions of each observer with the address; absent if there are none. */
  readonly tcp?: TcpPlan;
  /** The configuration of the software in each node, without passwords; absent if it has no file. */
  readonly configurations?: Readonly<Record<string, string>>;
  /** What these configurations predict, at most once for each address; absent if nothing is predicted. */
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
