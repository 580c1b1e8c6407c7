/**
 * What the pictures of several topologies have in common. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '../stations.js';
import type {Picture} from './topology.js';

/** Who can hold the address, and below them who claims it wrongly, or the client. */
export function besideHolders({active, passive, client, rogue}: LabSettings): readonly Station[] {
  return [active, passive, rogue ?? client];
}

/** The external node, and the router with what is behind it; the client as well where a rogue has its place. */
export function clientsOnTheRight({client, ext, router, remote, rogue}: LabSettings): Picture['right'] {
  const routed = [router.node, remote.node];
  return rogue === undefined ? [[ext.node], [], routed] : [[client.node], [ext.node], routed];
}
