/**
 * The steps of the lab itself: the address is added to the other node and announced by a process that already
 * waits there.
 *
 * @module
 */

import {TRIAL_STEP} from '@vip/analysis';
import {type AnnouncementForm, formatIpv4Interface, type TargetMac} from '@vip/arp';
import {holdAddress} from '../../lab/topology.js';
import type {Driver} from '../driver.js';
import type {DriverKind} from './driver-kind.js';

export const vip = {
  name: 'vip',
  means:
    'the steps of the lab: the address is added to the other node and announced there, then removed from the first',
  make: vipDriver,
} as const satisfies DriverKind<VipDriverOptions>;

export interface VipDriverOptions {
  /** How it is announced; absent: not at all. */
  readonly announce?: {readonly form: AnnouncementForm; readonly targetMac?: TargetMac} | undefined;
}

export function vipDriver({announce}: VipDriverOptions): Driver {
  return {
    name: vip.name,
    patienceMs: 1000,
    periodMs: 100,
    needs: {},
    async start({lab, settings}) {
      await lab.batch(settings.active.node, [holdAddress(settings)]);
    },
    async takeOver(bench) {
      const {lab, agents, settings} = bench;
      const {passive, vip} = settings;
      const address = formatIpv4Interface(vip);
      bench.step(TRIAL_STEP.takeOver, 'begun', passive.node);
      await lab.batch(passive.node, [['addr', 'add', address, 'dev', passive.iface]]);
      if (announce !== undefined) {
        const {node, iface, mac} = passive;
        await agents.in(node).call('announce', {iface, ip: vip.address, mac, ...announce});
      }
      bench.step(TRIAL_STEP.takeOver, 'done', passive.node);
    },
    // Last: until the caches have changed the old node still answers.
    async letGo({lab, settings: {active, vip}}) {
      await lab.batch(active.node, [['addr', 'del', formatIpv4Interface(vip), 'dev', active.iface]]);
    },
  };
}
