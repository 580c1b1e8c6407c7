/**
 * The passive node boots, and hears nothing at first.
 *
 * @module
 */

import {TRIAL_STEP} from '@vip/analysis/internal';
import {killAll} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';
import {withoutProcess} from './shared/daemon.js';

export const bootPulse = {
  name: 'boot-pulse',
  means:
    'the daemon of the passive node restarts, and the node receives nothing for a while, as when it boots',
  durationMs: 6000,
  isSurvived: true,
  ends: {of: 'passive'},
  needs: 'own-port',
  oldHolder: 'stays',
  refuses: driver =>
    withoutProcess(driver) ??
    (driver.startOn === undefined ? `driver ${driver.name} does not start its nodes one by one` : undefined),
  ready: bench => async () => {
    const {lab, wire, driver, settings} = bench;
    const {passive} = settings;
    await wire.cut(passive.node, 'rx');
    bench.step(TRIAL_STEP.cut, 'done', passive.node);
    killAll(lab, passive.node);
    await driver.startOn?.(bench, passive);
  },
  readyToHeal:
    ({wire}) =>
    () =>
      wire.mend(),
} as const satisfies FaultKind;
