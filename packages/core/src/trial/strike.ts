/**
 * The fault, what a driver that moves the address on request does about it, and the end of the fault.
 *
 * @module
 */

import {TRIAL_STEP} from '@vip/analysis/internal';
import type {Session} from '../session/session.js';
import type {Bench} from './driver.js';
import {type Fault, faultKindOf} from './fault.js';
import type {Software} from './software.js';

interface Struck {
  readonly session: Session;
  readonly fault: Fault;
  readonly software: Software;
}

/** Resolves when the fault is over or, if it lasts, when it has taken effect. */
export async function strike(bench: Bench, {session, fault, software}: Struck): Promise<void> {
  const {driver, settings} = bench;
  const {node} = settings.active;
  const {ready, readyToHeal, oldHolder} = faultKindOf(fault);
  const cause = await ready(bench);
  software.stage = 'after';
  await session.during(TRIAL_STEP.fault, cause, node);
  const faultAt = performance.now();
  if (oldHolder !== 'stays') await takeOver(bench, session);
  if (oldHolder === 'releases') await driver.release?.(bench);
  if (fault.durationMs !== undefined) {
    await session.pause(faultAt + fault.durationMs - performance.now());
    await session.during(TRIAL_STEP.heal, (await readyToHeal?.(bench)) ?? (() => {}), node);
  }
  if (oldHolder === 'releases-when-healed') await driver.release?.(bench);
}

async function takeOver(bench: Bench, session: Session): Promise<void> {
  const {driver, settings} = bench;
  if (driver.takeOver === undefined) return;
  await session.during(TRIAL_STEP.takeOver, () => driver.takeOver?.(bench), settings.passive.node);
}
