/**
 * Runs a user's command for each event, which it gets as JSON on standard input and in its environment. No part of
 * an event ever becomes part of the command.
 *
 * @module
 */

import {jsonReplacer} from '@vip/analysis/internal';
import {formatWatched, serviceId, type WatchedEvent} from '@vip/analysis/internal/watch';
import {CommandError, run} from '../process.js';

export interface OnEventOptions {
  /** For `sh -c`. */
  readonly command: string;
  /** How long one may take before it is ended. Milliseconds. */
  readonly timeoutMs?: number;
  /** Called when it fails, with a sentence without a full stop. */
  readonly failed: (text: string) => void;
}

/** How many commands run at once. */
const MOST_RUNNING = 4;
/** How many events may wait for one; beyond that, the oldest is dropped. */
const MOST_WAITING = 256;
const TIMEOUT_MS = 30_000;
/** The most output that a command may print; it is ignored. Octets. */
const MOST_OCTETS = 1 << 20;

export class OnEvent {
  readonly #options: OnEventOptions;
  readonly #waiting: WatchedEvent[] = [];
  readonly #running = new Set<Promise<void>>();
  #left = 0;

  constructor(options: OnEventOptions) {
    this.#options = options;
  }

  take(event: WatchedEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift();
      this.#left++;
    }
    this.#next();
  }

  /** Resolves when all waiting events have had their turn, or after this many milliseconds. */
  async settled(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, withinMs);
    });
    const all = async () => {
      while (this.#running.size > 0) await Promise.all(this.#running);
    };
    await Promise.race([all(), late]);
    clearTimeout(timer);
  }

  #next(): void {
    while (this.#running.size < MOST_RUNNING) {
      const event = this.#waiting.shift();
      if (event === undefined) return;
      const task = this.#run(event).finally(() => {
        this.#running.delete(task);
        this.#next();
      });
      this.#running.add(task);
    }
    if (this.#left === 0) return;
    this.#options.failed(`${this.#left} events were not passed to it, because it is too slow`);
    this.#left = 0;
  }

  async #run(event: WatchedEvent): Promise<void> {
    const {command, timeoutMs = TIMEOUT_MS, failed} = this.#options;
    const input = `${JSON.stringify(event, jsonReplacer)}\n`;
    try {
      await run(['env', ...variablesOf(event), 'sh', '-c', command], {
        input,
        timeoutMs,
        mostOctets: MOST_OCTETS,
      });
    } catch (error) {
      failed(`the command failed for ${event.kind}: ${reasonOf(error, timeoutMs)}`);
    }
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof CommandError))
    return `it could not be run, or did not end within ${timeoutMs / 1000} s`;
  const {exitCode, signal, stderr} = error.result;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return `${signal ?? `exit ${exitCode}`}${said === '' ? '' : `: ${said}`}`;
}

/** `VIP_EVENT=moved`, `VIP_IP=10.3.2.200`, and the line as it is printed. */
function variablesOf(event: WatchedEvent): string[] {
  const fields: Readonly<Record<string, unknown>> = {...event};
  const named = ['ip', 'network', 'place', 'from', 'to', 'move', 'verdict', 'router', 'vrid', 'what'].flatMap(
    name => {
      const value = fields[name];
      return value === undefined ? [] : [[name.toUpperCase(), String(value)] as const];
    },
  );
  const service = 'service' in event && event.service !== undefined ? [serviceId(event.service)] : [];
  const all = [
    ...service.map(name => ['SERVICE', name] as const),
    ['EVENT', event.kind],
    ['ID', event.id],
    ['REVISION', String(event.revision)],
    ...named,
  ] as const;
  return [...all, ['TEXT', formatWatched(event)] as const].map(([name, value]) => `VIP_${name}=${value}`);
}
