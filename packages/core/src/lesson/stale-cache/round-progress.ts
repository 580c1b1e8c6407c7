/**
 * Reports the progress of a round's clients: each state of a single one, or how many are in which state.
 *
 * @module
 */

import {neighbourWalk} from '@vip/analysis/internal';
import type {LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {RoundOptions} from './round-options.js';
import {FULL_WALK} from './timed-walk.js';
import {signed} from './times.js';

/** How often the states of all are printed when nothing changes. Milliseconds. */
const COUNT_EVERY_MS = 5000;

export interface RoundBegin {
  /** When the first ping was sent, and when the VIP had moved. Nanoseconds. */
  readonly from: bigint;
  readonly movedAt: bigint;
}

export class RoundProgress {
  #stepsTold = 0;
  #nextCountMs = COUNT_EVERY_MS;

  /** @param healedAt when each client got an answer again; may still grow */
  constructor(
    readonly workshop: Workshop,
    readonly options: RoundOptions,
    readonly begin: RoundBegin,
    readonly healedAt: ReadonlyMap<string, bigint>,
  ) {}

  /** Reports everything up to that time, in nanoseconds, that was not yet reported. */
  tell(until: bigint): void {
    const {clients, tellsSteps} = this.options;
    const [client] = clients;
    if (tellsSteps && client !== undefined) this.#tellSteps(client, until);
    const reachedMs = this.#sinceMove(until);
    if (reachedMs < this.#nextCountMs || this.healedAt.size === clients.length) return;
    this.#nextCountMs += COUNT_EVERY_MS;
    const healed = clients.length === 1 ? '' : `; ${this.healedAt.size} answered again`;
    this.workshop.progress(`${signed(reachedMs)}  ... ${this.#states(until).join(', ')}${healed}`);
  }

  #tellSteps(client: LessonStation, until: bigint): void {
    const steps = this.#stepsOf(client).filter(({at}) => at <= until);
    for (const {at, state, mac} of steps.slice(this.#stepsTold)) {
      const holds = mac === undefined ? '' : ` ${mac}`;
      this.workshop.progress(`${signed(this.#sinceMove(at))}  ${state.padEnd(10)}${holds}`.trimEnd());
      this.#nextCountMs = this.#sinceMove(until) + COUNT_EVERY_MS;
    }
    this.#stepsTold = steps.length;
  }

  /** Of the clients that are still dark, in the order of the walk: `3 STALE`. */
  #states(until: bigint): string[] {
    const {clients} = this.options;
    const dark = clients.filter(({node}) => !this.healedAt.has(node));
    const states = dark.map(each => this.#stepsOf(each).findLast(({at}) => at <= until)?.state ?? 'NONE');
    return [...new Set(FULL_WALK)].flatMap(state => {
      const many = states.filter(other => other === state).length;
      if (many === 0) return [];
      return clients.length === 1 ? state : `${many} ${state}`;
    });
  }

  #stepsOf({node}: LessonStation) {
    return neighbourWalk(this.workshop.timeline, node, this.options.settings.vip.address, this.begin.from);
  }

  /** Milliseconds. */
  #sinceMove(at: bigint): number {
    return Number(at - this.begin.movedAt) / 1e6;
  }
}
