/**
 * The active node dies, and the switch keeps its virtual MAC on its port.
 *
 * @module
 */

import {beliefAt, SWITCH} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import {portTo} from '../../lab/building-blocks.js';
import type {FaultKind} from './fault-kind.js';
import {nodeCrash} from './node-crash.js';

export const switchSticky = {
  name: 'switch-sticky',
  means: "the whole machine fails, and the switch keeps the address's virtual MAC on its old port",
  ends: {of: 'active'},
  requires: 'virtual-mac',
  needs: 'own-port',
  excludes: {
    offer: 'heartbeat-network',
    because: 'a virtual MAC would be on the network of the heartbeat, and the address with it',
  },
  oldHolder: 'has-lost-it',
  async ready(bench) {
    const {lab, settings, families, timeline} = bench;
    const {active, router} = settings;
    const strike = await nodeCrash.ready(bench);
    // A virtual router has one for each family.
    const macs = families.map(
      ({vip}) => beliefAt(timeline, router.node, vip.address, kernelTime())?.mac ?? active.mac,
    );
    for (const mac of new Set(macs)) {
      // Without `sticky`, a bridge moves even a static entry when the MAC appears at another port (br_fdb_update()).
      const entry = ['fdb', 'replace', mac, 'dev', portTo(active.node), 'master', 'static', 'sticky'];
      await lab.run(SWITCH, ['bridge', ...entry]);
    }
    return strike;
  },
} as const satisfies FaultKind;
