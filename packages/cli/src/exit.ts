/**
 * Exit codes, and errors as one line.
 *
 *   0    done; every expectation held
 *   1    it ran, and the answer is no
 *   2    usage: a bad option or address; nothing was touched
 *   3    it could not be done
 *   130  interrupted by ^C; 143 by SIGTERM, 129 by SIGHUP; everything is taken down
 *
 * @module
 */

import {CommanderError} from '@commander-js/extra-typings';
import {DecodeError, VipError, type VipErrorCode} from '@vip/arp';
import {abandonAwaited} from '@vip/core/internal/children';
import {SAME_KEY_MS} from './signals.js';

export const EXIT = {done: 0, no: 1, usage: 2, impossible: 3} as const;

const USAGE_CODES: ReadonlySet<VipErrorCode> = new Set(['BAD_ADDRESS', 'BAD_ARGUMENT', 'BAD_FILTER']);

/** The run was ended by a signal; the reason of every `AbortSignal` here. */
export class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}

/**
 * Where ^C is the documented end, it is not an interruption; any other signal is.
 *
 * @throws Interrupted
 */
export function endedBy(signal: NodeJS.Signals | undefined): void {
  if (signal !== undefined && signal !== 'SIGINT') throw new Interrupted(signal);
}

const SIGNAL_EXIT: Partial<Record<NodeJS.Signals, number>> = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143};

/** Whether an exit code stands for a signal. */
export function isInterruption(code: number): boolean {
  return Object.values(SIGNAL_EXIT).includes(code);
}

/** The exit code for an error, and the line to print; undefined if commander has printed it already. */
export function describeError(error: unknown): {code: number; line?: string} {
  if (isSuppressed(error)) return describeError(error.suppressed);
  if (error instanceof CommanderError) return {code: error.exitCode === 0 ? EXIT.done : EXIT.usage};
  const interruption = findInterruption(error);
  if (interruption !== undefined) {
    return {code: SIGNAL_EXIT[interruption.signal] ?? 1, line: interruption.message};
  }
  if (error instanceof VipError) {
    const usage = USAGE_CODES.has(error.code) && !(error instanceof DecodeError);
    return {code: usage ? EXIT.usage : EXIT.impossible, line: error.message};
  }
  const message = error instanceof Error ? error.message : String(error);
  return {code: EXIT.impossible, line: `${isSystemError(error) ? 'system' : 'internal error'}: ${message}`};
}

/** Whether commander refused the command line; a request for help is not a refusal. */
export function isUsageError(error: unknown): error is CommanderError {
  return error instanceof CommanderError && error.exitCode !== 0 && error.code !== 'commander.help';
}

/** If closing fails after another failure, the first one is the reason. */
function isSuppressed(error: unknown): error is Error & {suppressed: unknown} {
  return error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error;
}

/** A failure of the machine, not a bug of ours: a resource is exhausted, or a disk is broken. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/** An abort reaches us as its own reason, or as the cause of an error thrown by users of the `AbortSignal`. */
function findInterruption(error: unknown): Interrupted | undefined {
  if (error instanceof Interrupted) return error;
  return error instanceof Error && error.cause !== undefined ? findInterruption(error.cause) : undefined;
}

/** How long to keep waiting for a program after an interruption. Milliseconds. */
const PATIENCE_MS = 1500;

/** Interruptible operations in progress. */
const interruptions = new Set<AbortController>();

/** When the first interruption came; the operations below are told of a second one. */
let interruptedAt: number | undefined;
let insistence: AbortController | undefined;

/** Aborts when the user asks a second time: whatever is still being undone is then left as it is. */
export function insistent(): AbortSignal {
  return insist().signal;
}

/** Made when first needed: loading AbortController takes Node as long as sending a frame. */
function insist(): AbortController {
  insistence ??= new AbortController();
  return insistence;
}

/** Aborts on ^C, SIGTERM and SIGHUP, so that everything can be taken down before the process ends. */
export function interruptible(): AbortSignal {
  const controller = new AbortController();
  interruptions.add(controller);
  const interrupt = (signal: NodeJS.Signals) => {
    const reason = new Interrupted(signal);
    controller.abort(reason);
    interruptedAt ??= performance.now();
    if (performance.now() - interruptedAt > SAME_KEY_MS) insist().abort(reason);
    setTimeout(() => abandonAwaited(reason), PATIENCE_MS).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return controller.signal;
}

/** Aborts it with this reason. False if there is nothing to abort. */
export function interruptAll(reason: unknown): boolean {
  for (const controller of interruptions) controller.abort(reason);
  return interruptions.size > 0;
}
