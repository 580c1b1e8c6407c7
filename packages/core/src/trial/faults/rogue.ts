/**
 * A machine that has no right to the address.
 *
 * @module
 */

import {withRogue} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {giveAddress} from '../../lab/building-blocks.js';
import {trialFinding} from '../finding.js';
import type {FaultKind} from './fault-kind.js';

export const rogue = {
  name: 'rogue',
  means: 'a third machine claims the address',
  isSurvived: true,
  oldHolder: 'stays',
  populate: settings => (settings.rogue === undefined ? withRogue(settings) : settings),
  ready({lab, agents, families}) {
    const [third] = families.flatMap(({rogue}) => rogue ?? []);
    if (third === undefined) throw new VipError('BAD_ARGUMENT', 'fault rogue: the lab has no third machine');
    const {node, iface, mac} = third;
    return async () => {
      for (const {vip} of families) {
        await lab.batch(node, [giveAddress('add', iface, vip, {detects: false})]);
        await agents.in(node).call('announce', {iface, ip: vip.address, mac});
      }
    };
  },
  findings({trial: {settings}, observers}) {
    const node = settings.rogue?.node ?? '';
    const deceived = observers.filter(({answeredBy}) => (answeredBy[node] ?? 0) > 0);
    if (deceived.length === 0) return [];
    const names = deceived.map(({name}) => name).join(', ');
    return [trialFinding('wrong-answerer', names, `${names}: answered by the rogue machine.`)];
  },
} as const satisfies FaultKind;
