/**
 * How long a command may run, and what ends it.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {track} from './children.js';
import {abandon, type ChildProcess, type End, letGo} from './spawn.js';

/** When to end a command that does not end by itself. */
export interface CommandLimits {
  /** Ends the command when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Whether it continues after an interrupt, because it undoes our changes. Then only `signal` ends it. */
  readonly outlastsInterruption?: boolean | undefined;
  /** How long it may take. Milliseconds; a minute by default. */
  readonly timeoutMs?: number | undefined;
}

/** The commands we run take milliseconds, or some seconds on a very busy machine. */
const TIMEOUT_MS = 60_000;

/** Ends a command that does not end by itself, without waiting for it. If it hangs in the kernel, it dies when it wakes up. */
export class LimitedCommand {
  #stop: (reason: Error) => void = () => {};
  readonly #stopped = new Promise<never>((_, reject) => {
    this.#stop = reject;
  });

  constructor(
    readonly child: ChildProcess,
    readonly argv: readonly string[],
  ) {
    this.#stopped.catch(() => {});
  }

  readonly stop = (reason: Error): void => {
    abandon(this.child);
    this.#stop(reason);
  };

  async within(
    end: Promise<End>,
    {signal, timeoutMs = TIMEOUT_MS, outlastsInterruption = false}: CommandLimits,
  ): Promise<End> {
    const untrack = track({
      ...(outlastsInterruption ? {} : {abandon: this.stop}),
      letGo: () => letGo(this.child),
    });
    const late = () =>
      this.stop(commandFailure(this.argv, `expected it to end within ${timeoutMs / 1000} s, got no end`));
    const timer = setTimeout(late, timeoutMs);
    const abort = () => this.stop(signal?.reason as Error);
    signal?.addEventListener('abort', abort, {once: true});
    end.catch(() => {}); // once it is no longer awaited
    try {
      return await Promise.race([end, this.#stopped]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      untrack();
    }
  }
}

/** `ip addr: expected it to end within 60 s, got no end` */
export function commandFailure(argv: readonly string[], problem: string): VipError {
  return new VipError('COMMAND_FAILED', `${argv.join(' ')}: ${problem}`);
}
