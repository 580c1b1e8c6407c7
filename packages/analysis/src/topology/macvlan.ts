/**
 * The holders and a client as macvlans on one interface, which is plugged into a switch: the lab of `vip experiment`.
 *
 * @module
 */

import {SWITCH, UPLINK} from '../stations.js';
import {besideHolders, clientsOnTheRight} from './drawing.js';
import type {TopologyKind} from './topology.js';
import {BEHIND_ROUTER, plugged} from './wiring.js';

export const macvlans = {
  name: 'macvlan',
  means: 'the two nodes and a client are macvlans on one interface, whose cable leads to the switch',
  offers: ['two-holders'],
  wiring: {
    switches: [SWITCH],
    plugs: [
      ...(['active', 'passive', 'client'] as const).map(station => ({
        station,
        into: SWITCH,
        shares: 'macvlan' as const,
      })),
      ...plugged(['rogue', 'ext', 'router']),
    ],
    cables: [BEHIND_ROUTER],
  },
  draw: settings => ({
    left: besideHolders(settings),
    middle: [UPLINK, SWITCH],
    right: clientsOnTheRight(settings),
  }),
} as const satisfies TopologyKind;
