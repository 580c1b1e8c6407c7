/**
 * Names of labs, per user: taking one, and listing them.
 *
 * A lab holds its name among the names of its user (host/claim.ts), and publishes its first process there.
 * Nothing else about a process is trusted: neither its arguments nor its name, which any process can choose.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {claim, holders, type NameClaim} from '../host/claim.js';
import type {LabKind} from './init.js';

/** A lab of one of our processes. */
export interface StandingLab {
  readonly id: string;
  readonly name: string;
  /** Its first process. */
  readonly pid: number;
  /** When that process was started, in clock ticks since boot. */
  readonly startedAt: number;
  readonly kind: LabKind;
}

/** A lab's name, held. */
export interface LabName {
  readonly name: string;
  /** Makes the lab known under this name. */
  publish(lab: Omit<StandingLab, 'name'>): void;
  release(): void;
}

/** Distinguishes lab names from the other names that a user holds. */
export const LAB_PREFIX = 'lab-';

/**
 * Takes a name for a lab.
 *
 * @param fallbacks further names, if it is taken
 * @throws VipError `NOT_POSSIBLE` if it is taken
 */
export async function takeLabName(name: string, fallbacks: Iterable<string> = []): Promise<LabName> {
  const taken = new Set((await holders()).map(holder => holder.name));
  for (const each of [name, ...fallbacks]) {
    const held = taken.has(LAB_PREFIX + each) ? undefined : await claim(LAB_PREFIX + each, null);
    if (held !== undefined) return new HeldName(each, held);
  }
  throw new VipError(
    'NOT_POSSIBLE',
    `lab: ${JSON.stringify(name)} is already running; choose another --name`,
  );
}

class HeldName implements LabName {
  constructor(
    readonly name: string,
    private readonly held: NameClaim,
  ) {}

  publish(lab: Omit<StandingLab, 'name'>): void {
    this.held.tell({...lab, name: this.name} satisfies StandingLab);
  }

  release(): void {
    this.held.end();
  }
}

/** The named labs of this user, in order of their names. */
export async function standingLabs(): Promise<StandingLab[]> {
  const labs = (await holders()).filter(({name}) => name.startsWith(LAB_PREFIX)).map(({about}) => about);
  return labs.filter(isStandingLab).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** A lab that is starting has published nothing yet, and another version of this program may publish something else. */
function isStandingLab(about: unknown): about is StandingLab {
  const {id, name, pid, startedAt, kind} = (about ?? {}) as Partial<StandingLab>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof pid === 'number' &&
    typeof startedAt === 'number' &&
    typeof kind === 'object'
  );
}
