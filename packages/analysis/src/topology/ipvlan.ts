/**
 * The holders and a client as ipvlans on one interface, all with its MAC.
 *
 * @module
 */

import type {LabSettings} from '../lab/stations.js';
import {onOneUplink} from './one-uplink.js';
import type {TopologyKind} from './topology.js';

export const ipvlans = {
  name: 'ipvlan',
  means:
    'the two nodes and a client are ipvlans on one interface: all have its MAC, and no cache needs to change',
  // Not even two holders: the kernel lets only one ipvlan of an interface have an address
  // (ipvlan_addr_busy()).
  offers: [],
  arrange(settings: LabSettings): LabSettings {
    const {active, passive, client} = settings;
    const {mac} = active;
    return {...settings, passive: {...passive, mac}, client: {...client, mac}};
  },
  ...onOneUplink('ipvlan'),
} as const satisfies TopologyKind;
