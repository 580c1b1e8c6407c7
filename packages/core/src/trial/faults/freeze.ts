/**
 * The active node as a whole is frozen for a while.
 *
 * @module
 */

import {aim, MACHINE} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';

export const freeze = {
  name: 'freeze',
  means: 'the whole node is frozen, as during a snapshot of a virtual machine, and thaws',
  durationMs: 6000,
  isSurvived: true,
  // Nothing can be done on a frozen machine.
  needs: 'own-port',
  oldHolder: 'releases-when-healed',
  predicted: {event: 'crash', back: 'freeze'},
  ready({lab, wire, settings: {active}}) {
    const send = aim(lab, active.node, MACHINE);
    return async () => {
      send('SIGSTOP');
      // The node's kernel would keep answering for it, which a frozen machine's does not.
      await wire.cut(active.node, 'both');
    };
  },
  readyToHeal({lab, wire, settings: {active}}) {
    // A machine thaws as a whole: cable and processes as close together as we can.
    const send = aim(lab, active.node, MACHINE);
    return async () => {
      await wire.mend();
      send('SIGCONT');
    };
  },
} as const satisfies FaultKind;
