/**
 * What moves the VIP in a trial.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import type {AuditNode} from '@vip/analysis/audit';
import type {Session} from '../session/session.js';
import type {Programs} from './programs.js';

/** Where a driver works. */
export interface Bench extends Pick<Session, 'lab' | 'agents' | 'timeline' | 'step'> {
  readonly settings: LabSettings;
  readonly programs: Programs;
  /** Comes back when the node, and it alone of the two, has the address. @throws VipError when it takes too long */
  untilHeld(node: string): Promise<void>;
}

export interface Driver {
  readonly name: string;
  /** Within this time after a fault it must have acted, if it will at all. Milliseconds. */
  readonly patienceMs: number;
  /** The period of its own clock, over which the moment of the fault is drawn. Milliseconds. */
  readonly periodMs: number;
  /**
   * For so long after it took the address it may still announce it by itself, milliseconds; absent for none. What
   * heals after a fault must not be what was left over from the start.
   */
  readonly afterglowMs?: number;
  /** The programs it needs, with the package of Debian that has each. */
  readonly needs: Readonly<Record<string, string>>;
  /** What it is configured with in each node, for the record; passwords included, which the record leaves out. */
  configurations?(settings: LabSettings): Readonly<Record<string, string>>;
  /** Its nodes as `vip audit` reads them, the active one first; absent where it cannot. */
  auditNodes?(settings: LabSettings): readonly AuditNode[];
  /** By what it said on a node: why it will not take part there as things are; undefined while it may. */
  troubleOf?(said: readonly string[]): string | undefined;
  /** Whether SIGHUP has it read its configuration again. */
  readonly reloads?: true;
  /** Starts it on both nodes. It may come back before the VIP is up. */
  start(bench: Bench): Promise<void>;
  /** Moves the VIP to the passive node; only a driver that does not watch by itself has it. */
  takeOver?(bench: Bench): Promise<void>;
  /** Takes it from the active node; as `takeOver`. */
  letGo?(bench: Bench): Promise<void>;
}

/** The two nodes between which the VIP moves. */
export function holders({active, passive}: LabSettings): readonly [Station, Station] {
  return [active, passive];
}
