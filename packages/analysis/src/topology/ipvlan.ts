/**
 * The holders and a client as ipvlans on one interface: all with its MAC.
 *
 * @module
 */

import type {LabSettings} from '../stations.js';
import {SWITCH, UPLINK} from '../stations.js';
import {besideHolders, clientsOnTheRight} from './drawing.js';
import type {TopologyKind} from './topology.js';
import {BEHIND_ROUTER, plugged} from './wiring.js';

export const ipvlans = {
  name: 'ipvlan',
  means:
    'the two nodes and a client are ipvlans on one interface: all have its MAC, and no cache has to change',
  // The kernel gives an address to one of them alone (ipvlan_addr_busy()).
  offers: [],
  arrange(settings: LabSettings): LabSettings {
    const {active, passive, client} = settings;
    const {mac} = active;
    return {...settings, passive: {...passive, mac}, client: {...client, mac}};
  },
  wiring: {
    switches: [SWITCH],
    plugs: [
      ...(['active', 'passive', 'client'] as const).map(station => ({
        station,
        into: SWITCH,
        shares: 'ipvlan' as const,
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
