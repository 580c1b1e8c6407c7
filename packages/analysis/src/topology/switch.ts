/**
 * Every station has its own cable to one switch.
 *
 * @module
 */

import {SWITCH} from '../lab/stations.js';
import {besideHolders, clientsOnTheRight} from './drawing.js';
import type {TopologyKind} from './topology.js';
import {CABLES_BEHIND_ROUTER, plugged, withObservers} from './wiring.js';

export const oneSwitch = {
  name: 'switch',
  means: 'every station has its own cable to one switch',
  offers: ['own-port', 'two-holders'],
  wiring: {
    switches: [SWITCH],
    plugs: withObservers(plugged(['active', 'passive', 'rogue'])),
    cables: CABLES_BEHIND_ROUTER,
  },
  draw: settings => ({
    left: besideHolders(settings),
    middle: [SWITCH],
    right: clientsOnTheRight(settings),
  }),
} as const satisfies TopologyKind;
