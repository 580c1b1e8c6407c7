/**
 * Frames that an address sends to one of its senders at a MAC other than the one that the sender sends from: behind routers the way back may
 * differ, or the address may have been deceived. Bounded.
 *
 * @module
 */

import {GrowingRun} from './belief-run.js';

/** Maximum number of MACs; further ones are not kept. */
const MAX_MACS = 8;

/** This many to one MAC are no accident. */
const MANY = 3;

export class ReturnedRuns {
  /** One for each MAC. */
  readonly all: GrowingRun[] = [];

  /** Grows with the first of each, until they are no accident. Counted here: a watch asks for it at every look. */
  changes = 0;

  returned(mac: number, ns: number, frame: number): void {
    const known = this.all.find(run => run.mac === mac);
    if (known !== undefined) known.grow(ns, frame);
    else if (this.all.length < MAX_MACS) this.all.push(new GrowingRun(mac, 0, ns, frame));
    else return;
    if (known === undefined || known.count <= MANY) this.changes++;
  }
}
