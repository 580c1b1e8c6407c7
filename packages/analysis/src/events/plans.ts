/**
 * What a run was to be: the first event of its timeline.
 *
 * @module
 */

import type {AnnouncementForm, TargetMac} from '@vip/arp';
import type {LabSettings} from '../stations.js';
import type {Happening} from './happening.js';

/** How a run was started, and what was set for it: what one has to know to have it again. */
export interface Repeatable {
  /** The words after `vip` on the command line; absent when nobody typed any. */
  readonly command?: readonly string[];
  /** The kernel settings of each node, by path below /proc/sys, as the plan of the lab has them. */
  readonly sysctls?: Readonly<Record<string, Readonly<Record<string, string>>>>;
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

/** What a lesson was to show: the first event of its timeline. */
export interface LessonEvent extends Happening, Pick<Repeatable, 'command'> {
  readonly kind: 'lesson';
  readonly name: string;
  readonly question: string;
  readonly settings: LabSettings;
  readonly versions: RunEvent['versions'];
}
