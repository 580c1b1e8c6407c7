/**
 * The active node's interface, down and up.
 *
 * @module
 */

import type {Bench} from '../../driver.js';

export async function setLink({lab, settings}: Bench, state: 'up' | 'down'): Promise<void> {
  const {node, iface} = settings.active;
  await lab.batch(node, [['link', 'set', iface, state]]);
}
