/**
 * The holders on a trunk: the address is on a VLAN interface.
 *
 * @module
 */

import {type LabSettings, type Station, SWITCH} from '../lab/stations.js';
import {besideHolders, clientsOnTheRight} from './drawing.js';
import type {TopologyKind} from './topology.js';
import {CABLES_BEHIND_ROUTER, plugged, withObservers} from './wiring.js';

/** The VLAN of the address. */
const VLAN = 10;

export const vlan = {
  name: 'vlan',
  means: `the cables of the two nodes are trunks: the address is on a VLAN interface (${VLAN}) of each; all others are in that VLAN untagged`,
  offers: ['own-port', 'two-holders'],
  arrange(settings: LabSettings): LabSettings {
    const {active, passive} = settings;
    return {...settings, active: tagged(active), passive: tagged(passive)};
  },
  wiring: {
    switches: [SWITCH],
    plugs: withObservers([
      ...(['active', 'passive'] as const).map(station => ({station, into: SWITCH, vlan: VLAN})),
      ...plugged(['rogue']),
    ]),
    cables: CABLES_BEHIND_ROUTER,
  },
  draw: settings => ({
    left: besideHolders(settings),
    middle: [`${SWITCH} (VLAN ${VLAN})`],
    right: clientsOnTheRight(settings),
  }),
} as const satisfies TopologyKind;

function tagged(station: Station): Station {
  return {...station, iface: `${station.iface}.${VLAN}`};
}
