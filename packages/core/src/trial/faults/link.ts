/**
 * Faults of the active node's interface.
 *
 * @module
 */

import type {Bench} from '../driver.js';
import type {FaultKind} from './kind.js';

export const linkDown: FaultKind = {
  means: "the active node's interface goes down",
  oldHolder: 'lets-go',
  ready: bench => () => setLink(bench, 'down'),
};

export const failback: FaultKind = {
  means: 'the interface goes down and, after the takeover, comes back',
  durationMs: 6000,
  isSurvived: true,
  oldHolder: 'lets-go',
  ready: bench => () => setLink(bench, 'down'),
  readyToHeal: bench => async () => {
    await setLink(bench, 'up');
    const {active, router} = bench.settings;
    // A link that comes up has lost its routes through gateways.
    await bench.lab.batch(active.node, [['route', 'replace', 'default', 'via', router.address.address]]);
  },
};

async function setLink({lab, settings}: Bench, state: 'up' | 'down'): Promise<void> {
  const {node, iface} = settings.active;
  await lab.batch(node, [['link', 'set', iface, state]]);
}
