/**
 * The steps of the lab itself: the address is added to the other node and announced by a process that already
 * waits there.
 *
 * @module
 */

import {formatIpv4Interface} from '@vip/arp';
import {holdAddress} from '../../lab/topology.js';
import type {Driver} from '../driver.js';

export const vipDriver: Driver = {
  name: 'vip',
  patienceMs: 1000,
  periodMs: 100,
  needs: {},
  async start({lab, settings}) {
    await lab.batch(settings.active.node, [holdAddress(settings)]);
  },
  async takeOver(bench) {
    const {lab, crew, settings} = bench;
    const {active, passive, vip} = settings;
    const address = formatIpv4Interface(vip);
    bench.step('take-over', 'begun', passive.node);
    await lab.batch(passive.node, [['addr', 'add', address, 'dev', passive.iface]]);
    await crew
      .agent(passive.node)
      .call('announce', {iface: passive.iface, ip: vip.address, mac: passive.mac, form: 'both'});
    bench.step('take-over', 'done', passive.node);
    // The old node lets go of it last: until the caches have changed it still answers.
    await lab.batch(active.node, [['addr', 'del', address, 'dev', active.iface]]);
  },
};
