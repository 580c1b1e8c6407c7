/**
 * What a client of test/fixtures/tcp-sessions.ts prints about its sessions.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {Running} from './product.js';

/** A session that ended, as its client saw it. */
export interface EndedSession {
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The client's own. */
  readonly port: number;
}

export interface Sessions {
  ended(): readonly EndedSession[];
  /** Resolves when that many have ended, or after ten seconds. */
  untilEnded(count: number): Promise<readonly EndedSession[]>;
}

export function sessionsOf(running: Running): Sessions {
  const ended = () =>
    running
      .said()
      .split('\n')
      .filter(line => line.includes('"ended"'))
      .map(line => JSON.parse(line) as EndedSession);
  return {
    ended,
    async untilEnded(count) {
      for (let turn = 0; turn < 500 && ended().length < count; turn++) await sleep(20);
      return ended();
    },
  };
}
