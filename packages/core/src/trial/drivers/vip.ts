/**
 * The steps of the lab itself: the address is added to the other node and announced by a process that already
 * waits there.
 *
 * @module
 */

import type {Announcing, LabSettings} from '@vip/analysis';
import {giveAddress, releaseAddress} from '../../lab/building-blocks.js';
import {holdAddress} from '../../lab/hold-address.js';
import type {Bench, Driver} from '../driver.js';
import type {DriverKind} from './driver-kind.js';

export const vip = {
  name: 'vip',
  means:
    'the steps of the lab: the address is added to the other node and announced there, then removed from the first',
  make: vipDriver,
} as const satisfies DriverKind<VipDriverOptions>;

/** How the lab's own steps move the address. */
export interface VipDriverOptions {
  /** How it is announced; absent for no announcement. */
  readonly announce?: Announcing | undefined;
  /** Whether the new node looks for another holder of an IPv6 address before it uses it, as Linux does by default. */
  readonly detects?: boolean | undefined;
}

/**
 * The steps of the lab itself.
 *
 * @param options how the new node announces the address, and whether it looks for another holder first
 */
export function vipDriver({announce, detects = false}: VipDriverOptions): Driver {
  return {
    name: vip.name,
    patienceMs: 1000,
    periodMs: 100,
    needs: {},
    async start({lab, families}) {
      for (const settings of families) await lab.batch(settings.active.node, [holdAddress(settings)]);
    },
    async takeOver(bench) {
      const {node} = bench.settings.passive;
      await bench.lab.batch(
        node,
        bench.families.map(({vip, passive}) => giveAddress('add', passive.iface, vip, {detects})),
      );
      if (detects) await bench.untilDetected(node);
      if (announce !== undefined)
        for (const settings of bench.families) await tell(bench, settings, announce);
    },
    // This comes last, so that the old node still answers until the caches have changed.
    async release({lab, settings: {active}, families}) {
      await lab.batch(
        active.node,
        families.map(({vip}) => releaseAddress(active.iface, vip)),
      );
    },
  };
}

async function tell({agents}: Bench, {passive, vip}: LabSettings, announce: Announcing): Promise<void> {
  const {node, iface, mac} = passive;
  await agents.in(node).call('announce', {iface, ip: vip.address, mac, ...announce});
}
