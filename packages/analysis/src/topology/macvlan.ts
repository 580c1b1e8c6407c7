/**
 * The holders and a client as macvlans on one interface, which is plugged into a switch: the lab of `vip experiment`.
 *
 * @module
 */

import {onOneUplink} from './one-uplink.js';
import type {TopologyKind} from './topology.js';

export const macvlans = {
  name: 'macvlan',
  means: 'the two nodes and a client are macvlans on one interface, whose cable leads to the switch',
  offers: ['two-holders'],
  ...onOneUplink('macvlan'),
} as const satisfies TopologyKind;
