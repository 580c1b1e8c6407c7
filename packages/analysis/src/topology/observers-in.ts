/**
 * The observers of a lab: which stations probe the VIP, and whose cache decides where the probes go. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {HOST, type LabSettings, type Station} from '../lab/stations.js';
import {STREAM} from '../lab/streams.js';
import {farIn, nearIn} from './observers/registry.js';
import type {Observer, TopologyKind} from './topology.js';
import {isWired} from './wiring.js';

/** Observers on the VIP's network resolve the VIP; those behind the router resolve the router. */
export function observersIn({wiring}: TopologyKind, settings: LabSettings): Observer[] {
  const {vip} = settings;
  return [
    ...nearIn(settings)
      .filter(name => isWired(wiring, name))
      .map(name => direct(settings[name], vip.address)),
    ...farIn(settings)
      .filter(([, name]) => isWired(wiring, name))
      .map(([gateway, name]): Observer => {
        const {node: via, address, mac: gatewayMac} = settings[gateway];
        return {...direct(settings[name], vip.address), nextHop: address.address, gatewayMac, via};
      }),
  ];
}

/** An observer on the VIP's network. */
export function direct(station: Station, vip: IpAddress): Observer {
  return {...station, name: observerName(station), vip, stream: STREAM.measure, nextHop: vip};
}

/** The name of a station as an observer. The host has many interfaces, one of which is the client. */
export function observerName({node, iface}: Pick<Station, 'node' | 'iface'>): string {
  return node === HOST ? iface : node;
}
