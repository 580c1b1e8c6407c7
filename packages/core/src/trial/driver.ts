/**
 * What moves the VIP in a trial.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {settingsFamily} from '@vip/analysis/internal';
import type {AuditNode} from '@vip/analysis/internal/audit';
import {type IpFamily, VipError} from '@vip/arp';
import type {Session} from '../session/session.js';
import type {Programs} from './programs.js';
import type {Wire} from './wire.js';

/** What a driver works with. */
export interface Bench extends Pick<Session, 'lab' | 'agents' | 'timeline' | 'step'> {
  /** The settings of the first family: the stations and their places. */
  readonly settings: LabSettings;
  /** The settings of each family of the trial. */
  readonly families: readonly LabSettings[];
  /** The settings of each VIP that moves: one per family, and any further addresses in the user's own configuration. */
  readonly moving: readonly LabSettings[];
  readonly driver: Driver;
  /** The switches. */
  readonly wire: Wire;
  readonly programs: Programs;
  /** Resolves when this node alone of the two has every VIP. @throws VipError if it takes too long */
  untilHeld(node: string): Promise<void>;
  /** Resolves when duplicate address detection has finished on the node, whether or not the node may then use the addresses. */
  untilDetected(node: string): Promise<void>;
}

/** What a fault may need of a driver's configuration: that it checks the service of a node, or that it uses a virtual MAC. */
export type Requirement = 'checked-service' | 'virtual-mac';

/** What moves the VIP in a trial: an object with its actions in the nodes, and its properties. */
export interface Driver {
  readonly name: string;
  /** Time within which it acts after a fault, if it acts at all. Milliseconds. */
  readonly patienceMs: number;
  /** The period of its own clock, over which the moment of the fault is drawn. Milliseconds. */
  readonly periodMs: number;
  /**
   * How long after taking the address it may still announce it by itself, milliseconds; absent for none. What
   * corrects caches after a fault must not be an announcement left over from the start.
   */
  readonly afterglowMs?: number;
  /** The programs it needs, each with the Debian package that contains it. */
  readonly needs: Readonly<Record<string, string>>;
  /** The command that prints the version of its software; absent where there is none. */
  readonly version?: readonly string[];
  /** Its configuration in each node, for the record; including passwords, which the record leaves out. */
  configurations?(families: readonly LabSettings[]): Readonly<Record<string, string>>;
  /** Its nodes as `vip audit` reads them, the active one first; absent if it cannot read them. */
  auditNodes?(settings: LabSettings): readonly AuditNode[];
  /** The only family it supports; absent if it supports both. */
  readonly onlyFamily?: IpFamily;
  /** Why it cannot use a separate network for its advertisements, as the rest of a sentence; absent if it can. */
  readonly withoutHeartbeatNetwork?: string;
  /** Why, judging by its output on a node, it will not take part there at present; undefined if it may. */
  troubleOf?(said: readonly string[]): string | undefined;
  /** Makes every check fail on these nodes; only a driver that controls its checks has it. */
  failChecks?(bench: Bench, nodes: readonly string[]): Promise<void>;
  /** Whether it re-reads its configuration on SIGHUP. */
  readonly reloads?: true;
  /** The same driver with what a fault needs; undefined if it cannot offer that. */
  requiring?(requirement: Requirement): Driver | undefined;
  /** Adds an address to the active node's configuration, before the daemon is told to reread it. */
  changeConfiguration?(bench: Bench): Promise<void>;
  /** Starts it on one node, even if it ran there before. */
  startOn?(bench: Bench, station: Station): Promise<void>;
  /** Starts it on both nodes. It may resolve before the VIP is up. */
  start(bench: Bench): Promise<void>;
  /** Moves the VIP to the passive node; only a driver that does not watch the nodes by itself has it. */
  takeOver?(bench: Bench): Promise<void>;
  /** Removes it from the active node; like `takeOver`. */
  release?(bench: Bench): Promise<void>;
}

/**
 * Refuses a driver that does not move an address of every family, before anything is built.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function checkFamilies({name, onlyFamily}: Driver, families: readonly LabSettings[]): void {
  const stray = families.find(
    settings => onlyFamily !== undefined && settingsFamily(settings) !== onlyFamily,
  );
  if (stray === undefined) return;
  const problem = `expected an ${onlyFamily} address, got ${stray.vip.address}`;
  throw new VipError('BAD_ARGUMENT', `driver ${name}: ${problem}: ${name} moves no other`);
}

/** The two nodes between which the VIP moves. */
export function candidates({active, passive}: LabSettings): readonly [Station, Station] {
  return [active, passive];
}
