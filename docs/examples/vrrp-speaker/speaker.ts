/**
 * Follows the lines of a file on a link: advertises, holds addresses, and otherwise listens to nobody.
 *
 * @module
 */

import {execFile} from 'node:child_process';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';
import {announcementFrames, formatIpv4Interface, type Ipv4Address, type Ipv4Interface} from '@vip/arp';
import {type FrameLink, kernelTime} from '@vip/arp/link';
import {type Advert, frameOf} from './advert.js';
import type {Line} from './script.js';

const run = promisify(execFile);
const LOOK_MS = 20;
const MS = 1_000_000n;

export class Speaker {
  readonly #held = new Set<string>();
  /** When a master was last heard; nanoseconds since the epoch. */
  #heardAt: bigint | undefined;

  constructor(
    readonly link: FrameLink,
    readonly ip: Ipv4Address,
    readonly signal: AbortSignal,
  ) {}

  async listen(): Promise<void> {
    for await (const {at, own} of this.link) if (!own) this.#heardAt = at;
  }

  async follow(lines: readonly Line[]): Promise<void> {
    for (const line of lines) {
      console.log(`speaker: ${line.text}`);
      if (line.kind === 'wait') await this.#pause(line.ms);
      else if (line.kind === 'silence') await this.#silence(BigInt(line.ms) * MS);
      else if (line.kind === 'hold') for (const address of line.addresses) await this.#hold(address);
      else if (line.kind === 'release') await this.release();
      else await this.#advertise(line.advert);
    }
  }

  async release(): Promise<void> {
    for (const text of this.#held) {
      await run('ip', ['addr', 'del', text, 'dev', this.link.iface]);
      this.#held.delete(text);
    }
  }

  async #hold(address: Ipv4Interface): Promise<void> {
    const text = formatIpv4Interface(address);
    await run('ip', ['addr', 'add', text, 'dev', this.link.iface]);
    this.#held.add(text);
    this.link.sendAll(announcementFrames({ip: address.address, mac: this.link.mac}));
  }

  async #advertise(advert: Advert): Promise<void> {
    const {times = Number.POSITIVE_INFINITY, forMs = Number.POSITIVE_INFINITY, intervalMs} = advert;
    const endsAt = performance.now() + forMs;
    for (let count = 0; count < times && performance.now() < endsAt; count++) {
      this.link.send(frameOf(advert, {mac: this.link.mac, ip: this.ip, at: kernelTime()}));
      await this.#pause(Math.min(intervalMs, endsAt - performance.now()));
    }
  }

  /** What arrived while this process was not running is read between two looks. */
  async #silence(ns: bigint): Promise<void> {
    for (let looks = 0; looks < 2; looks = this.#isSilent(ns) ? looks + 1 : 0) await this.#pause(LOOK_MS);
  }

  #isSilent(ns: bigint): boolean {
    return this.#heardAt !== undefined && kernelTime() - this.#heardAt >= ns;
  }

  async #pause(ms: number): Promise<void> {
    await sleep(Math.max(0, ms), undefined, {signal: this.signal});
  }
}
