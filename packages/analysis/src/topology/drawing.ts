/**
 * Parts that the pictures of several topologies share. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '../lab/stations.js';
import {farIn, nearIn} from './observers/registry.js';
import type {Picture} from './topology.js';

/** The nodes that can hold the address and, below them, the rogue or the client. */
export function besideHolders({active, passive, client, rogue}: LabSettings): readonly Station[] {
  return [active, passive, rogue ?? client];
}

/**
 * The clients on the network, and the router with whatever is behind it. Includes the client usually drawn on
 * the left, if a rogue takes its place there.
 */
export function clientsOnTheRight(settings: LabSettings): Picture['right'] {
  const {client, router, rogue} = settings;
  const clients = nearIn(settings)
    .map(name => settings[name].node)
    .filter(node => node !== client.node && node !== router.node);
  const routed = [router.node, ...farIn(settings).map(([, name]) => settings[name].node)];
  return rogue === undefined ? [clients, [], routed] : [[client.node], clients, routed];
}
