/**
 * A lab's first process: starting and ending it, in bounded time whatever hangs.
 *
 * @module
 */

import {setImmediate, setTimeout as sleep} from 'node:timers/promises';
import {VipError} from '@vip/arp';
import {untilEnded} from '../host/process-mark.js';
import {type RunningProcess, startProcess} from '../process.js';
import {type Entrance, openEntrance} from './entrance.js';
import {initCommand, type LabKind} from './init.js';
import {explainFailure} from './preflight.js';

/** How long it may take to become ready. Milliseconds. */
const READY_MS = 30_000;

/** How long the lab may take to end by itself, and after being killed. Milliseconds. */
const IN_ORDER_MS = 1000;
const KILLED_MS = 500;

export class FirstProcess {
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<void>;

  private constructor(
    /** Its PID as the caller's processes see it. */
    readonly pid: number,
    readonly entrance: Entrance,
    /** unshare(1), which starts it and ends with it. */
    private readonly maker: RunningProcess,
  ) {
    this.ended = maker.ended.then(() => {});
  }

  /**
   * Makes the namespaces.
   *
   * @param run marks what the lab puts into a network namespace that is not its own
   * @param name shown in lists of processes
   * @throws VipError `NOT_POSSIBLE`, `NO_PERMISSION` or `TOOL_MISSING` with the remedy, when the machine cannot
   */
  static async start(
    kind: LabKind,
    run: string,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<FirstProcess> {
    // In a network namespace that is not ours, it removes our interfaces before it ends.
    const maker = startProcess(initCommand(kind, run, name), {outlivesUs: !kind.ownNetwork});
    const said = await firstLine(maker, signal);
    const pid = Number(said);
    const entrance = pid > 0 ? openEntrance(pid, kind, ({parent}) => parent === maker.pid) : undefined;
    if (entrance !== undefined) return new FirstProcess(pid, entrance, maker);
    maker.endInput();
    const end = await maker.ended;
    // A signal to all processes of a terminal can reach the first process before it is in a session of its own.
    await setImmediate();
    signal?.throwIfAborted();
    throw explainFailure({...end, exitCode: failedWith(said) ?? end.exitCode});
  }

  /**
   * Ends it, and with it everything in the lab.
   *
   * @returns whether it ended by itself; otherwise it was killed, and may not have ended yet
   */
  async end(): Promise<boolean> {
    this.maker.endInput();
    const inOrder = await settlesWithin(this.ended, IN_ORDER_MS);
    if (!inOrder) this.maker.abandon();
    await untilEnded(this.pid, KILLED_MS);
    return inOrder;
  }
}

/**
 * Its message that it is ready or has failed; undefined if it has ended, or the signal was aborted.
 *
 * @throws VipError `NOT_POSSIBLE` when it says nothing for too long
 */
async function firstLine(
  maker: RunningProcess,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    maker.abandon();
  }, READY_MS);
  signal?.addEventListener('abort', maker.abandon);
  if (signal?.aborted) maker.abandon();
  try {
    for await (const line of maker.lines) return line;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', maker.abandon);
  }
  if (!isLate) return undefined;
  throw new VipError(
    'NOT_POSSIBLE',
    `lab: expected its first process to be ready within ${READY_MS / 1000} s, got nothing: does mount or ip hang?`,
  );
}

/** The exit status in `failed 127`. */
function failedWith(said = ''): number | undefined {
  const status = /^failed (\d+)$/.exec(said)?.[1];
  return status === undefined ? undefined : Number(status);
}

function settlesWithin(promise: Promise<void>, withinMs: number): Promise<boolean> {
  const late = new AbortController();
  const isLate = sleep(withinMs, false, {signal: late.signal}).catch(() => false);
  return Promise.race([promise.then(() => true), isLate]).finally(() => late.abort());
}
