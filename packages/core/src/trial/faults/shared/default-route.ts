/**
 * The active node's route to networks other than its own, in each family of the trial.
 *
 * @module
 */

import {defaultRoute, giveAddress} from '../../../lab/building-blocks.js';
import type {Bench} from '../../driver.js';

export async function loseDefaultRoute({lab, settings, families}: Bench): Promise<void> {
  await lab.batch(
    settings.active.node,
    families.map(({router}) => ['route', 'del', 'default', 'via', router.address.address]),
  );
}

/**
 * Restores it even after the link was down: a link that comes up has lost its routes through gateways and its IPv6 addresses
 * (`addrconf_ifdown()`), which a network manager would give it again.
 */
export async function restoreDefaultRoute({lab, settings, families}: Bench): Promise<void> {
  await lab.batch(
    settings.active.node,
    families.flatMap(({active, router}) => [
      giveAddress('replace', active.iface, active.address, {detects: false}),
      defaultRoute('replace', router.address.address),
    ]),
  );
}
