/**
 * The active node's way to networks other than its own.
 *
 * @module
 */

import type {Bench} from '../driver.js';

export async function loseDefaultRoute({lab, settings}: Bench): Promise<void> {
  await lab.batch(settings.active.node, [['route', 'del', 'default']]);
}

/** Also after the link was down: a link that comes up has lost its routes through gateways. */
export async function restoreDefaultRoute({lab, settings: {active, router}}: Bench): Promise<void> {
  await lab.batch(active.node, [['route', 'replace', 'default', 'via', router.address.address]]);
}
