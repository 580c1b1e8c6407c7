/**
 * What watching a file and watching interfaces have in common: how they judge, and who receives the events.
 *
 * @module
 */

import {DEFAULT_THRESHOLD} from '@vip/analysis/internal';
import {formatWatched, type WatchedEvent} from '@vip/analysis/internal/watch';
import {OnEvent} from '@vip/core/internal/watch';
import type {WatchCommandOptions} from '../grammar/watch.js';
import {printNote} from '../note.js';
import {watchedAddresses} from '../options/watching.js';
import {WatchOutput} from '../watch-output.js';

/** How long commands of --on-event may go on after the end. Milliseconds. */
const LAST_COMMANDS_MS = 30_000;

/** Which addresses are watched, and how they are judged; read before rights are given up. */
export function judgingOf({ip, key, minOutage, minLost}: WatchCommandOptions) {
  return {
    ips: ip === undefined ? undefined : watchedAddresses(ip),
    keys: key,
    threshold: {
      leastNs: minOutage === undefined ? DEFAULT_THRESHOLD.leastNs : BigInt(Math.round(minOutage * 1e6)),
      questions: minLost ?? DEFAULT_THRESHOLD.questions,
    },
  };
}

export type Judging = ReturnType<typeof judgingOf>;

/** The receivers of events. */
export interface Tellers {
  readonly output: WatchOutput;
  readonly tell: (event: WatchedEvent) => void;
  /** Resolves when all commands that were started have ended, or have taken too long. */
  settled(): Promise<void>;
}

export function tellersOf({json, onEvent}: WatchCommandOptions): Tellers {
  const output = new WatchOutput();
  const failed = (text: string) => printNote(`warning: --on-event: ${text}`);
  const commands = onEvent === undefined ? undefined : new OnEvent({command: onEvent, failed});
  return {
    output,
    tell(event) {
      if (json === true) output.json(event);
      // Meant for reports only; it is no news.
      if (event.kind === 'asked') return;
      if (json !== true) output.text(formatWatched(event));
      commands?.take(event);
    },
    async settled() {
      await commands?.settled(LAST_COMMANDS_MS);
    },
  };
}
