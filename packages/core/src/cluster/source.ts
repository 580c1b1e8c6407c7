/**
 * A source on a machine of a cluster that reports what happens there.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {Channel} from './channel.js';
import type {Reach} from './transports/transport.js';

export interface SourceOptions {
  readonly node: string;
  readonly reach: Reach;
  /** Ends it, whether it has begun or not. */
  readonly signal?: AbortSignal | undefined;
}

export interface Source {
  /** Ends it; everything it reported has been taken when this resolves. */
  stop(): Promise<void>;
  /** Resolves when it has ended, with the reason when we did not end it; never rejects. */
  readonly ended: Promise<VipError | undefined>;
}

/** How long a program there may take to begin. Milliseconds. */
const BEGIN_MS = 15_000;

/**
 * Resolves when it has begun. If it does not, its channel is abandoned.
 *
 * @param reading settles when its output has ended
 * @throws VipError with the machine's name and what the program said
 */
export async function untilBegun(
  channel: Channel,
  begun: Promise<void>,
  reading: Promise<void>,
): Promise<void> {
  const {node, what} = channel.options;
  const problem = (text: string) => new VipError('NOT_POSSIBLE', `${node}: ${text}`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const text = `expected ${what} to begin within ${BEGIN_MS / 1000} s, got nothing`;
    timer = setTimeout(() => reject(problem(text)), BEGIN_MS);
  });
  const ended = reading.then(async () => {
    throw (await channel.ended) ?? problem(`${what} ended`);
  });
  try {
    await Promise.race([begun, ended, late]);
  } catch (error) {
    await channel.fell();
    throw error;
  } finally {
    clearTimeout(timer);
    ended.catch(() => {});
  }
}

/** A source that ends with its channel. */
export function isTold(channel: Channel): Source {
  return {ended: channel.ended, stop: () => channel.end()};
}
