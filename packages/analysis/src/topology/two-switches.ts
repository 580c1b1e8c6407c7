/**
 * Two switches, each with one of the holders, and a cable between them.
 *
 * @module
 */

import {SWITCH} from '../lab/stations.js';
import {farIn, NEAR, nearIn} from './observers/registry.js';
import type {TopologyKind} from './topology.js';
import {CABLES_BEHIND_ROUTER, plugged, withObservers} from './wiring.js';

/** The switch of the passive node. */
const SECOND_SWITCH = 'lan2';

/** The observers on that switch: all on the VIP's network except the client and the router. */
const isFurther = (name: (typeof NEAR)[number]) => name !== 'client' && name !== 'router';

export const twoSwitches = {
  name: 'two-switches',
  means:
    'the active node, the client and the router are on one switch, the passive node and the external one on another; one link connects the switches',
  offers: ['own-port', 'two-holders', 'interswitch-link'],
  wiring: {
    switches: [SWITCH, SECOND_SWITCH],
    links: [[SWITCH, SECOND_SWITCH]],
    plugs: withObservers([
      ...plugged(['active', 'rogue']),
      ...plugged(['passive', ...NEAR.filter(isFurther)], SECOND_SWITCH),
    ]),
    cables: CABLES_BEHIND_ROUTER,
  },
  draw: settings => ({
    left: [settings.active, settings.rogue ?? settings.client, settings.router],
    middle: [SWITCH, SECOND_SWITCH],
    right: [
      [settings.passive.node],
      [],
      nearIn(settings)
        .filter(isFurther)
        .map(name => settings[name].node),
    ],
    below: [settings.router.node, ...farIn(settings).map(([, name]) => settings[name].node)],
  }),
} as const satisfies TopologyKind;
