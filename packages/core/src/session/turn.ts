/**
 * Turns: no more of a user's runs measure at once than the machine can handle. Twenty at a time on two processors
 * starve one another until none makes progress; in turns, each is as fast and accurate as alone.
 *
 * A place is a name that one of the user's processes holds (host/claim.ts): no other user can hold it. A waiting process is
 * connected to the holders, and notices when one ends.
 *
 * @module
 */

import {availableParallelism} from 'node:os';
import {VipError} from '@vip/arp';
import {claim, holders, type NameClaim} from '../host/claim.js';
import {untilOneEnds} from '../host/listening.js';

/** The holder of a place, as it describes itself. */
export interface TurnHolder {
  /** Its PID in its own process namespace. */
  readonly pid: number;
  readonly command: readonly string[];
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A place, held for the duration of a measurement. */
export interface Turn extends Disposable {
  /** Lets the next one in. A second call does nothing. */
  end(): void;
}

export interface TurnOptions {
  readonly signal: AbortSignal;
  /** The command line of the measuring process, shown to waiting ones. */
  readonly command: readonly string[];
  /** Called once if there is no free place, with the holders. */
  readonly onWait: (holders: readonly TurnHolder[]) => void;
  /** How many may measure at once; by default as many as the machine has processors, but at least two. */
  readonly places?: number;
  /** How long to wait without any of them ending. Milliseconds; half an hour by default. */
  readonly patienceMs?: number;
  /** Identifies the queue, for tests. */
  readonly name?: string;
}

/** Two runs at a time lose nothing even on one processor, because a run mostly waits. */
const LEAST_PLACES = 2;

/** The longest experiment takes a few minutes; a process that holds its place for longer is stopped or stuck. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Waits for a place.
 *
 * @throws the signal's reason when it is aborted before there is one
 * @throws VipError `NOT_POSSIBLE` if none ends for too long
 */
export async function takeTurn({
  signal,
  command,
  onWait,
  places = Math.max(LEAST_PLACES, availableParallelism()),
  patienceMs = PATIENCE_MS,
  name = 'turn',
}: TurnOptions): Promise<Turn> {
  const names = Array.from({length: places}, (_, place) => `${name}-${place}`);
  for (let isTold = false; ; ) {
    signal.throwIfAborted();
    const taken = (await holders()).filter(holder => names.includes(holder.name));
    const free = names.filter(each => !taken.some(holder => holder.name === each));
    const turn = await takeOne(free, {pid: process.pid, command, since: Date.now()});
    if (turn !== undefined) return turn;
    if (free.length > 0) continue; // another process took it first
    const known = taken.map(({about}) => about).filter(isTurnHolder);
    if (!isTold) onWait(known);
    isTold = true;
    const patience = AbortSignal.timeout(patienceMs);
    await untilOneEnds(
      taken.map(({socket}) => socket),
      AbortSignal.any([signal, patience]),
    ).catch((error: unknown) => {
      throw patience.aborted ? tooLong(known, patienceMs) : error;
    });
  }
}

/** `process 4711 (vip experiment --delay 10s, for 12 s)`. */
export function formatTurnHolder({pid, command, since}: TurnHolder, now = Date.now()): string {
  return `process ${pid} (${command.join(' ')}, for ${seconds(now - since)})`;
}

/** Another version of this program may publish something else. */
function isTurnHolder(about: unknown): about is TurnHolder {
  const {pid, command, since} = (about ?? {}) as Partial<TurnHolder>;
  return typeof pid === 'number' && Array.isArray(command) && typeof since === 'number';
}

async function takeOne(names: readonly string[], about: TurnHolder): Promise<NameClaim | undefined> {
  for (const name of names) {
    const taken = await claim(name, about);
    if (taken !== undefined) return taken;
  }
  return undefined;
}

function tooLong(holders: readonly TurnHolder[], patienceMs: number): VipError {
  const whom = holders.map(holder => formatTurnHolder(holder)).join(', ');
  return new VipError(
    'NOT_POSSIBLE',
    `turn: expected one of the running measurements to end within ${seconds(patienceMs)}, got none: ${whom}`,
  );
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
