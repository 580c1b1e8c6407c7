/**
 * The holders hear each other over a separate network; the address is on the clients' network.
 *
 * @module
 */

import {parseMac} from '@vip/arp';
import {heartbeatAddresses} from '../lab/placement.js';
import {type LabSettings, type Station, SWITCH} from '../lab/stations.js';
import {besideHolders, clientsOnTheRight} from './drawing.js';
import type {TopologyKind} from './topology.js';
import {CABLES_BEHIND_ROUTER, plugged, withObservers} from './wiring.js';

/** The switch of the second network. */
const HEARTBEAT = 'heartbeat';

export const twoNetworks = {
  name: 'two-networks',
  means:
    'the two nodes hear each other over a separate network (hb0, hb1); the address is on the network of the clients',
  offers: ['own-port', 'two-holders', 'heartbeat-network'],
  arrange(settings: LabSettings): LabSettings {
    const [first, second] = heartbeatAddresses(settings);
    const {active, passive} = settings;
    return {
      ...settings,
      activeHeartbeat: {...beside(active, 'hb0', '02:00:00:00:01:10'), address: first},
      passiveHeartbeat: {...beside(passive, 'hb1', '02:00:00:00:01:11'), address: second},
    };
  },
  wiring: {
    switches: [SWITCH, HEARTBEAT],
    heartbeat: HEARTBEAT,
    plugs: [
      ...withObservers(plugged(['active', 'passive', 'rogue'])),
      ...plugged(['activeHeartbeat', 'passiveHeartbeat'], HEARTBEAT),
    ],
    cables: CABLES_BEHIND_ROUTER,
  },
  draw: settings => ({
    left: besideHolders(settings),
    middle: [SWITCH],
    right: clientsOnTheRight(settings),
    below: [
      `${settings.active.node} ${settings.activeHeartbeat?.iface}`,
      HEARTBEAT,
      `${settings.passiveHeartbeat?.iface} ${settings.passive.node}`,
    ],
  }),
} as const satisfies TopologyKind;

function beside({node}: Station, iface: string, mac: string): Omit<Station, 'address'> {
  return {node, iface, mac: parseMac(mac)};
}
