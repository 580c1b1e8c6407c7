/**
 * The daemon of the active node reads a configuration that the other node does not have.
 *
 * @module
 */

import {signalMain} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';

export const reloadChanged = {
  name: 'reload-changed',
  means:
    'the daemon re-reads a configuration with one more address (SIGHUP), which the passive node does not have',
  isSurvived: true,
  oldHolder: 'stays',
  refuses: ({name, changeConfiguration}) =>
    changeConfiguration === undefined
      ? `${name} re-reads no configuration that could be changed; use keepalived`
      : undefined,
  async ready(bench) {
    const {lab, driver, settings} = bench;
    await driver.changeConfiguration?.(bench);
    return () => signalMain(lab, settings.active.node, 'SIGHUP');
  },
} as const satisfies FaultKind;
