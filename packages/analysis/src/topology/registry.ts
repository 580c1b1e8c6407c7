/**
 * All topologies, in the order in which they are listed.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {notAmong} from '../text/choice.js';
import {behindRouter} from './behind-router.js';
import {ipvlans} from './ipvlan.js';
import {macvlans} from './macvlan.js';
import {oneSwitch} from './switch.js';
import type {Offer, TopologyKind} from './topology.js';
import {twoNetworks} from './two-networks.js';
import {twoSwitches} from './two-switches.js';
import {vlan} from './vlan.js';

const ALL = [oneSwitch, vlan, twoSwitches, twoNetworks, behindRouter, ipvlans, macvlans] as const;

export type TopologyName = (typeof ALL)[number]['name'];

/** Every topology by its name. */
export const TOPOLOGIES = Object.fromEntries(
  ALL.map((kind): [TopologyName, TopologyKind] => [kind.name, kind]),
) as Readonly<Record<TopologyName, TopologyKind>>;

/** The default topology of each kind of run. */
export const USUAL_TOPOLOGY = {trial: 'switch', run: 'macvlan'} as const satisfies Record<
  string,
  TopologyName
>;

export function isTopologyName(text: string): text is TopologyName {
  return Object.hasOwn(TOPOLOGIES, text);
}

/** @throws VipError `BAD_ARGUMENT` for an unknown name */
export function topologyNamed(text: string): TopologyKind {
  if (isTopologyName(text)) return TOPOLOGIES[text];
  throw new VipError('BAD_ARGUMENT', notAmong('topology', Object.keys(TOPOLOGIES), text));
}

/** The names of the topologies that offer this. */
export function topologiesWith(offer: Offer): string[] {
  return Object.values(TOPOLOGIES)
    .filter(({offers}) => offers.includes(offer))
    .map(({name}) => name);
}
