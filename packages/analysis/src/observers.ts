/**
 * Who watches a failover, and what each of them should see. Pure.
 *
 * @module
 */

import type {Ipv4Address, MacAddress} from '@vip/arp';
import type {Phase} from './events.js';
import {DEFAULT_SETTINGS} from './settings.js';
import {HOST, type LabSettings, type Station} from './stations.js';

/** A node that pings the VIP, and whose neighbour cache is watched. */
export interface Observer {
  readonly name: string;
  readonly node: string;
  readonly iface: string;
  /** The address whose entry decides where its pings go: the VIP, or its gateway. */
  readonly nextHop: Ipv4Address;
  /** Set for an observer behind a router: the MAC that its entry holds all the time. */
  readonly gatewayMac?: MacAddress;
  /** The observer whose entry decides in its place, when it is behind a router. */
  readonly via?: string;
  /** The interface its pings have to leave by, where another may lead to the same network. */
  readonly boundTo?: string;
}

/** The observers of the hermetic lab, in the order they are reported. */
export function hermeticObservers({vip, client, ext, router, routerRemote, remote}: LabSettings): Observer[] {
  return [
    direct(client, vip.address),
    direct(ext, vip.address),
    direct(router, vip.address),
    {
      name: remote.node,
      node: remote.node,
      iface: remote.iface,
      nextHop: routerRemote.address.address,
      gatewayMac: routerRemote.mac,
      via: router.node,
    },
  ];
}

/** On a parent interface only the client is ours to look into; it stands beside the machine's own interfaces. */
export function parentObservers({vip, client}: LabSettings): Observer[] {
  return [{...direct(client, vip.address), boundTo: client.iface}];
}

/** The observer whose pings are shown: the external node, where there is one. */
export function readingObserver(observers: readonly Observer[]): Observer {
  return observers.find(({name}) => name === DEFAULT_SETTINGS.ext.node) ?? (observers[0] as Observer);
}

/** The MAC that an observer's entry should hold in a phase: the old holder's until it is healed. */
export function expectedMac(observer: Observer, phase: Phase, {active, passive}: LabSettings): MacAddress {
  return observer.gatewayMac ?? (phase === 'after' ? passive.mac : active.mac);
}

/** What a station is called where it observes: the host is a machine of many interfaces, of which one is the client. */
export function observerName({node, iface}: Pick<Station, 'node' | 'iface'>): string {
  return node === HOST ? iface : node;
}

function direct(station: Station, vip: Ipv4Address): Observer {
  const {node, iface} = station;
  return {name: observerName(station), node, iface, nextHop: vip};
}
