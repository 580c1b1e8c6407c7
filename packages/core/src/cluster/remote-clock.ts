/**
 * The clock of a machine of a cluster, asked through the connection again and again.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Channel} from './channel.js';
import {OffsetBounds} from './offset-bounds.js';

/** Round trips before anything is measured. */
const FIRST_TRIPS = 12;

/** Between two round trips. Milliseconds. */
const INTERVAL_MS = 250;

/** How long an answer may take. Milliseconds. */
const ANSWER_MS = 10_000;

/** `date +%s.%N`; a small system prints no digits for %N. */
const ANSWER = /^(\d{1,9}) (\d{1,11})\.(\d{9})?\D*$/;

export class RemoteClock {
  readonly bounds = new OffsetBounds();
  readonly #asked = new Map<number, {at: bigint; answered: () => void}>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param channel one whose output consists only of the answers */
  constructor(
    readonly node: string,
    readonly channel: Channel,
  ) {
    this.#read().catch(() => {}); // the end of the channel is reported separately
  }

  /** Asks some times, then on and on. @throws VipError when there is no answer */
  async begin(): Promise<void> {
    for (let trip = 0; trip < FIRST_TRIPS; trip++) await this.ask();
    this.bounds.fix();
    this.#timer = setInterval(() => {
      if (this.#asked.size === 0) this.ask().catch(() => {});
    }, INTERVAL_MS);
    this.#timer.unref();
  }

  /** Asks once; what the machine had sent before has arrived here when this resolves, as far as the connection keeps order. */
  async ask(): Promise<void> {
    const number = ++this.#count;
    const answer = new Promise<void>(resolve => {
      this.#asked.set(number, {at: kernelTime(), answered: resolve});
    });
    this.channel.write(`?${number}`);
    const isLate = new AbortController();
    const late = sleep(ANSWER_MS, undefined, {signal: isLate.signal, ref: false}).then(() => {
      throw new VipError(
        'NOT_POSSIBLE',
        `${this.node}: expected an answer within ${ANSWER_MS / 1000} s, got none`,
      );
    });
    const ended = this.channel.ended.then(reason => {
      if (reason !== undefined) throw reason;
    });
    late.catch(() => {});
    ended.catch(() => {});
    try {
      await Promise.race([answer, late, ended]);
    } finally {
      isLate.abort();
      this.#asked.delete(number);
    }
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #read(): Promise<void> {
    for await (const line of this.channel.lines()) {
      const answeredAt = kernelTime();
      const [, number, seconds, nanos] = ANSWER.exec(line) ?? [];
      const asked = this.#asked.get(Number(number));
      if (asked === undefined || seconds === undefined) continue;
      const second = BigInt(seconds) * 1_000_000_000n;
      const [from, to] =
        nanos === undefined
          ? [second, second + 999_999_999n]
          : [second + BigInt(nanos), second + BigInt(nanos)];
      this.bounds.take({askedAt: asked.at, answeredAt, from, to});
      asked.answered();
    }
  }
}
