/**
 * A machine that has no right to the address.
 *
 * @module
 */

import {formatIpv4Interface, VipError} from '@vip/arp';
import type {FaultKind} from './kind.js';

export const rogue: FaultKind = {
  means: 'a third machine claims the address',
  isSurvived: true,
  oldHolder: 'stays',
  ready({lab, agents, settings: {vip, rogue: third}}) {
    if (third === undefined) throw new VipError('BAD_ARGUMENT', 'fault rogue: the lab has no third machine');
    const {node, iface, mac} = third;
    return async () => {
      await lab.batch(node, [['addr', 'add', formatIpv4Interface(vip), 'dev', iface]]);
      await agents.in(node).call('announce', {iface, ip: vip.address, mac, form: 'both'});
    };
  },
};
