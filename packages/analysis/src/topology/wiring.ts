/**
 * How the stations of a topology are connected. Pure.
 *
 * @module
 */

import {type LabSettings, type Station, SWITCH} from '../lab/stations.js';
import {FAR, NEAR} from './observers/registry.js';

/** Any station of the settings, by its name there. */
export type WiredStation = Exclude<keyof LabSettings, 'vip'>;

/** A cable from a station to a switch. Stations that share an interface of the host share its cable. */
export interface Plug {
  readonly station: WiredStation;
  /** The node that is the switch. */
  readonly into: string;
  /**
   * The VLAN on the cable: the station is then a VLAN interface, named after the one that carries it
   * (`mcv0.10` on `mcv0`).
   */
  readonly vlan?: number;
  /** Set if the station is an interface of this type on the host's uplink. */
  readonly shares?: 'macvlan' | 'ipvlan';
}

/** How the stations and switches are connected. */
export interface Wiring {
  /** The nodes that are switches. Claims are compared at the first one. */
  readonly switches: readonly string[];
  /** The switch that carries only the holders' advertisements to each other. */
  readonly heartbeat?: string;
  /** Cables between two switches. */
  readonly links?: readonly (readonly [string, string])[];
  readonly plugs: readonly Plug[];
  /** Cables from station to station, without a switch. */
  readonly cables: readonly (readonly [WiredStation, WiredStation])[];
}

/** The cables from the router to each station behind it. */
export const CABLES_BEHIND_ROUTER: Wiring['cables'] = FAR;

/** These plugs, and one into the switch for every observer on the VIP's network that they do not include. */
export function withObservers(plugs: readonly Plug[]): Plug[] {
  const others = NEAR.filter(name => !plugs.some(({station}) => station === name));
  return [...plugs, ...plugged(others)];
}

/** A cable from each of these stations to a switch. */
export function plugged(stations: readonly WiredStation[], into: string = SWITCH): Plug[] {
  return stations.map(station => ({station, into}));
}

/** The switches that carry the VIP's own traffic. */
export function publicSwitches({switches, heartbeat}: Wiring): string[] {
  return switches.filter(node => node !== heartbeat);
}

/** The plugs of the stations that exist in these settings. */
export function plugsOf({plugs}: Wiring, settings: LabSettings): (Plug & {readonly at: Station})[] {
  return plugs.flatMap(plug => {
    const at = settings[plug.station];
    return at === undefined ? [] : [{...plug, at}];
  });
}

/** The switches on which a node has a port of its own. */
export function switchesOf(wiring: Wiring, settings: LabSettings, node: string): string[] {
  return plugsOf(wiring, settings)
    .filter(({at, shares}) => at.node === node && shares === undefined)
    .map(({into}) => into);
}

/** Whether any station is an interface on the host's uplink. */
export function hasUplink({plugs}: Wiring): boolean {
  return plugs.some(({shares}) => shares !== undefined);
}

/** Whether a station is part of the wiring. */
export function isWired({plugs, cables}: Wiring, name: WiredStation): boolean {
  return plugs.some(({station}) => station === name) || cables.some(pair => pair.includes(name));
}
