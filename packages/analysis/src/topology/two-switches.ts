/**
 * Two switches, with one holder at each, and a cable between them.
 *
 * @module
 */

import {SWITCH} from '../stations.js';
import type {TopologyKind} from './topology.js';
import {BEHIND_ROUTER, plugged, withObservers} from './wiring.js';

/** The switch of the passive node. */
const SECOND_SWITCH = 'lan2';

export const twoSwitches = {
  name: 'two-switches',
  means:
    'the active node, the client and the router are at one switch, the passive node and the external one at another; one link connects the switches',
  offers: ['own-port', 'two-holders', 'interswitch-link'],
  wiring: {
    switches: [SWITCH, SECOND_SWITCH],
    links: [[SWITCH, SECOND_SWITCH]],
    plugs: withObservers([...plugged(['active', 'rogue']), ...plugged(['passive', 'ext'], SECOND_SWITCH)]),
    cables: BEHIND_ROUTER,
  },
  draw: ({active, passive, client, rogue, ext, router, remote}) => ({
    left: [active, rogue ?? client, router],
    middle: [SWITCH, SECOND_SWITCH],
    right: [[passive.node], [], [ext.node]],
    below: [router.node, remote.node],
  }),
} as const satisfies TopologyKind;
