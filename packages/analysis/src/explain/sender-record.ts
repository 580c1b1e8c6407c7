/**
 * Who sends to an address, and to which MAC, while frames come in.
 *
 * @module
 */

import {type AddressKey, addressOf, macOfNumber} from '@vip/arp';
import type {AddressRecord} from './address-record.js';
import type {Cause, Sender} from './facts.js';
import {GrowingRun} from './marks.js';

const MAX_RUNS = 64;

export class SenderRecord {
  readonly #runs: GrowingRun[] = [];
  #run: GrowingRun | undefined;

  constructor(
    readonly key: AddressKey,
    /** As it first was; one that sits behind a router has the router's. */
    readonly mac: number,
    readonly address: AddressRecord,
  ) {}

  /** A frame to the address, sent to this MAC. */
  sent(to: number, at: bigint, frame: number): void {
    const run = this.#run;
    if (run !== undefined && run.mac === to && run.epoch === this.address.epoch) {
      run.lastAt = at;
      run.lastFrame = frame;
      run.count++;
    } else this.#newRun(to, at, frame);
  }

  /** A frame from the address to this sender. */
  answered(at: bigint, frame: number): void {
    this.#run?.answer(at, frame);
  }

  facts(): Sender {
    const runs = this.#runs.map(run => {
      const {first, last, count, answered, lastAnswer, cause} = run;
      return {
        ...{to: macOfNumber(run.mac), first, last, count, answered},
        ...(lastAnswer === undefined ? {} : {lastAnswer, firstAnswerAt: run.firstAnswerAt}),
        ...(cause === undefined ? {} : {cause}),
      };
    });
    return {ip: addressOf(this.key), mac: macOfNumber(this.mac), runs};
  }

  #newRun(to: number, at: bigint, frame: number): void {
    if (this.#runs.length >= MAX_RUNS || !this.address.room.takeRun()) {
      this.address.beyondRuns++;
      return;
    }
    const former = this.#run;
    const run = new GrowingRun(to, this.address.epoch, at, frame);
    if (former !== undefined && former.mac !== to) run.cause = this.#cause(to, former.lastAt);
    this.#runs.push(run);
    this.#run = run;
  }

  /** The first thing that was said for the new MAC since the last frame to the old one. */
  #cause(to: number, since: bigint): Cause | undefined {
    const {announced, asked} = this.address.isSpokenOf ? this.address.control.sayings(to) : {};
    const told = this.address.toldTo(this.mac, to);
    const causes: Cause[] = [];
    if (announced !== undefined) causes.push({...announced, what: 'announcement'});
    if (told !== undefined) causes.push({...told, what: 'own-question'});
    if (asked !== undefined) causes.push({...asked, what: 'side-traffic'});
    const later = causes.filter(({at}) => at > since).sort((a, b) => a.frame - b.frame);
    return later[0];
  }
}
