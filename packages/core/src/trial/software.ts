/**
 * The software under test during a trial: which node holds the address, whether it takes part, and what the end of one
 * of its programs means.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {isHeldAt} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import type {Session} from '../session/session.js';
import {candidates, type Driver} from './driver.js';
import {exitText} from './exit-text.js';
import type {FaultKind} from './faults/fault-kind.js';
import {tellingLine} from './last-words.js';
import {Programs} from './programs.js';

/** How long it may say that it will not take part before it is believed: it may only be slow. Milliseconds. */
const TROUBLE_MS = 2000;

/** The stage of a trial: a program that ends before the fault ends the trial; one that ends later can be part of the measurement. */
type Stage = 'before' | 'after' | 'over';

/** The trial it is in. */
export interface SurroundingTrial {
  readonly driver: Driver;
  /** The settings of each VIP. */
  readonly moving: readonly LabSettings[];
  /** The programs that the fault ends. */
  readonly ends: FaultKind['ends'];
  readonly session: Session;
}

export class Software {
  readonly programs: Programs;
  stage: Stage = 'before';
  /** When it began to say, on a node, that it will not take part. Milliseconds. */
  readonly #troubled = new Map<string, number>();

  constructor(readonly around: SurroundingTrial) {
    const {lab, timeline} = around.session;
    this.programs = new Programs(lab, {
      onLine: said => timeline.add(said),
      onEnd: (node, program, status) => this.#ended(node, program, status),
    });
  }

  /** Whether a VIP is on a node, as far as is known. */
  holds(node: string, {vip}: LabSettings): boolean {
    const {timeline} = this.around.session;
    return isHeldAt(timeline, node, vip.address, timeline.events.at(-1)?.at ?? 0n);
  }

  /**
   * Resolves when a node alone of the two has every VIP.
   *
   * @throws VipError when it says that it will not take part, or when it takes too long
   */
  async untilHeld(node: string, timeoutMs: number): Promise<void> {
    const {driver, moving, session} = this.around;
    const isHeldAlone = (settings: LabSettings) =>
      candidates(settings).every(station => this.holds(station.node, settings) === (station.node === node));
    const isHeld = () => moving.every(isHeldAlone);
    const isSettled = () => isHeld() || this.#troubleOn(node) !== undefined;
    if ((await session.until(isSettled, timeoutMs)) && isHeld()) return;
    this.#throwTrouble(node);
    const problem = `${driver.name} did not bring the VIP up on ${node} alone within ${timeoutMs / 1000} s`;
    throw new VipError('NOT_POSSIBLE', `trial: ${problem}${this.#why(node)}`);
  }

  /** Resolves when a node can take over. @throws VipError when it says that it cannot */
  async untilReady({node}: Station): Promise<void> {
    const isSettled = () => this.#troubleOn(node) !== undefined || !this.#troubled.has(node);
    await this.around.session.until(isSettled, 2 * TROUBLE_MS);
    this.#throwTrouble(node);
  }

  /** Why it will not take part on a node, once it has said so for a while. */
  #troubleOn(node: string): string | undefined {
    const trouble = this.around.driver.troubleOf?.(this.programs.saidOn(node));
    if (trouble === undefined) {
      this.#troubled.delete(node);
      return undefined;
    }
    const since = this.#troubled.get(node) ?? performance.now();
    this.#troubled.set(node, since);
    return performance.now() - since < TROUBLE_MS ? undefined : trouble;
  }

  #throwTrouble(node: string): void {
    const trouble = this.#troubleOn(node);
    if (trouble === undefined) return;
    throw new VipError('NOT_POSSIBLE', `trial: ${this.around.driver.name} on ${node}: ${trouble}`);
  }

  /** Programs that the fault ends, or that have done their work, are part of the measurement; any other end ends the trial. */
  #ended(node: string, program: string, status: number | undefined): void {
    const {moving, session, ends} = this.around;
    if (this.stage === 'over') return;
    const [first] = moving;
    const isMeant =
      ends !== undefined && node === first?.[ends.of].node && program === (ends.program ?? program);
    const byFault = this.stage === 'after' && isMeant;
    const how = status === undefined ? {} : {status};
    session.write({node, kind: 'program-ended', program, byFault, ...how});
    const mayEnd = node === first?.active.node || moving.some(settings => this.holds(node, settings));
    if (byFault || (this.stage === 'after' && mayEnd)) return;
    const problem = `${program} on ${node} ended unexpectedly with ${exitText(status)}`;
    session.fail(new VipError('NOT_POSSIBLE', `trial: ${problem}${this.#why(node)}`));
  }

  /** What its own check said, or else what it said last; as the end of a message. */
  #why(node: string): string {
    const checked = this.around.session.timeline.select('checked', node).at(-1)?.messages ?? [];
    const why = checked.length > 0 ? checked.join('; ') : tellingLine(this.programs.saidOn(node));
    return why === undefined ? '' : `: ${why}`;
  }
}
