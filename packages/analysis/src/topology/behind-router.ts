/**
 * All clients are behind a router, which has a route to the address.
 *
 * @module
 */

import {type LabSettings, SWITCH, settingsFamily} from '../lab/stations.js';
import type {TopologyKind} from './topology.js';
import {CABLES_BEHIND_ROUTER, plugged} from './wiring.js';

export const behindRouter = {
  name: 'behind-router',
  means:
    'every client is behind the router, whose cache decides for all; the address is a /32 or /128 that may be outside the networks of the lab',
  offers: ['own-port', 'two-holders'],
  isRouted: true,
  arrange(settings: LabSettings): LabSettings {
    const prefixLength = settingsFamily(settings) === 'IPv4' ? 32 : 128;
    return {...settings, vip: {...settings.vip, prefixLength}};
  },
  wiring: {
    switches: [SWITCH],
    plugs: plugged(['active', 'passive', 'rogue', 'router']),
    cables: CABLES_BEHIND_ROUTER,
  },
  draw: ({active, passive, rogue, router, remote}) => ({
    left: [active, passive, ...(rogue === undefined ? [] : [rogue])],
    middle: [SWITCH, router.node, remote.node],
    right: [],
  }),
} as const satisfies TopologyKind;
