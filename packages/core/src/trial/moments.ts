/**
 * When a fault took effect, and when it was repaired: not when we began to cause it, since starting a process takes time. Pure.
 *
 * @module
 */

import type {Timeline, TrialSettings} from '@vip/analysis';
import {TRIAL_STEP} from '@vip/analysis/internal';

/** Something that was done to the lab. */
export interface Moment {
  /** When we began; whatever happened after that can be its consequence. Nanoseconds. */
  readonly begunAt: bigint;
  /** When the nodes felt it: when the kernel reported the change of the link or the address, or else when it was done. */
  readonly feltAt: bigint;
}

/** Undefined if it never happened. */
export function momentOf(
  timeline: Timeline,
  {active, vip}: TrialSettings,
  deed: 'fault' | 'heal',
): Moment | undefined {
  const steps = timeline.select('step');
  const name = TRIAL_STEP[deed];
  const begunAt = steps.find(({step, phase}) => step === name && phase === 'begun')?.at;
  if (begunAt === undefined) return undefined;
  // When a machine dies, its cable goes first.
  const done = steps.find(
    ({step, phase, at}) => phase === 'done' && at >= begunAt && (step === name || step === TRIAL_STEP.cut),
  )?.at;
  const state = deed === 'fault' ? 'down' : 'up';
  const link = timeline
    .select('link', active.node)
    .find(event => event.iface === active.iface && event.state === state && event.at >= begunAt)?.at;
  const removed = timeline
    .select('address', active.node)
    .find(({ip, change, at}) => ip === vip.address && change === 'removed' && at >= begunAt)?.at;
  const news = link ?? (deed === 'fault' ? removed : undefined);
  // `ip monitor` may lag: if it does, the command that made the change had ended before.
  const isInTime = news !== undefined && (done === undefined || news <= done);
  return {begunAt, feltAt: (isInTime ? news : done) ?? begunAt};
}
