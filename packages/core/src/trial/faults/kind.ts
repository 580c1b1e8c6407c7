/**
 * What a fault is: what it stands for, which drivers it means something for, how it is done and undone.
 *
 * @module
 */

import type {Bench, Driver} from '../driver.js';

/** Does it at once: what takes time has been done before. */
export type Strike = () => Promise<void> | void;

export interface FaultKind {
  /** What goes wrong, and what that stands for in the world. */
  readonly means: string;
  /** How long it lasts when nobody says, milliseconds; absent where it does not heal by itself. */
  readonly durationMs?: number;
  /** The first daemon goes on after it, and what it does then shall not be what it had begun at its start. */
  readonly isSurvived?: true;
  /** The active node's daemon ends by it. */
  readonly endsDaemon?: true;
  /**
   * What becomes of the node that had the address when the driver moves it only as it is told: it lets go once the other
   * node has it, or when the fault has healed, or never, because it is dead; or the address is not moved at all.
   */
  readonly oldHolder: 'lets-go' | 'lets-go-when-healed' | 'is-dead' | 'stays';
  /** Why it means nothing for this driver; undefined where it means something. */
  refuses?(driver: Driver): string | undefined;
  /** Finds out what it takes. */
  ready(bench: Bench): Promise<Strike> | Strike;
  /** As `ready`, for what undoes it. */
  readyToHeal?(bench: Bench): Promise<Strike> | Strike;
}
