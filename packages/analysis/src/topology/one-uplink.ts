/**
 * The holders and a client on one interface, whose cable leads to a switch with all other stations. Pure.
 *
 * @module
 */

import {SWITCH, UPLINK} from '../lab/stations.js';
import {besideHolders, clientsOnTheRight} from './drawing.js';
import type {TopologyKind} from './topology.js';
import {CABLES_BEHIND_ROUTER, plugged, withObservers} from './wiring.js';

/** @param shares the type of interface that each of them is on the uplink */
export function onOneUplink(shares: 'ipvlan' | 'macvlan'): Pick<TopologyKind, 'wiring' | 'draw'> {
  return {
    wiring: {
      switches: [SWITCH],
      plugs: withObservers([
        ...(['active', 'passive', 'client'] as const).map(station => ({station, into: SWITCH, shares})),
        ...plugged(['rogue']),
      ]),
      cables: CABLES_BEHIND_ROUTER,
    },
    draw: settings => ({
      left: besideHolders(settings),
      middle: [UPLINK, SWITCH],
      right: clientsOnTheRight(settings),
    }),
  };
}
