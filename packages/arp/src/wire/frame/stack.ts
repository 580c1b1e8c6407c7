/**
 * Frames put together layer by layer. Lengths, checksums, EtherTypes and protocol numbers are worked out from what surrounds a
 * layer and from what it carries.
 *
 * ```ts
 * const frame = stack(ethernet({source, destination}), ipv4({source: a, destination: b}), udp({sourcePort, destinationPort}), octets);
 * ```
 *
 * `decodeFrame` reads back what was put in.
 *
 * @module
 */

import {refuse} from '../check.js';
import type {IpPath} from '../ip/ip-path.js';

/** One layer of a frame. layers.ts has those of this package; a program may add its own. */
export interface Layer {
  /** For messages: `udp`. */
  readonly name: string;
  /** Under which number Ethernet carries it; undefined of what only IP carries. */
  readonly etherType?: number;
  /** Under which number IP carries it; undefined of what only Ethernet carries. */
  readonly protocol?: number;
  /** Between whom it goes, which the checksums of what it carries cover; only of IP. */
  readonly path?: IpPath;
  /** Hop limit that its receivers insist on; only of what IP carries. */
  readonly hops?: number;
  /** The octets of this layer and of what it carries. */
  encode(surroundings: Surroundings): Uint8Array;
}

/** What a layer finds around it. */
export interface Surroundings {
  /** The octets of what it carries; none for the last layer. */
  readonly payload: Uint8Array;
  /** What it carries; undefined for the last layer, and for octets. */
  readonly inner: Layer | undefined;
  /** Of the IP packet that it is in; undefined outside of one. */
  readonly path: IpPath | undefined;
}

const NONE = new Uint8Array(0);

/**
 * The octets of a frame, or of a packet where the first layer is one.
 *
 * @param layers the outermost first; octets may be the last of them
 * @throws VipError `BAD_ARGUMENT` when a value does not fit its field, or a layer cannot be carried by the one before it
 */
export function stack(...layers: readonly (Layer | Uint8Array)[]): Uint8Array {
  checkOrder(layers);
  let payload: Uint8Array = NONE;
  let inner: Layer | undefined;
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as Layer | Uint8Array;
    if (layer instanceof Uint8Array) payload = layer;
    else {
      payload = layer.encode({payload, inner, path: pathAround(layers, index)});
      inner = layer;
    }
  }
  return payload;
}

function checkOrder(layers: readonly (Layer | Uint8Array)[]): void {
  const first = layers.findIndex(layer => layer instanceof Uint8Array);
  if (first >= 0 && first < layers.length - 1)
    refuse('stack', 'octets as the last layer', `them as layer ${first + 1}`);
}

/** Of the nearest IP packet around a layer. */
function pathAround(layers: readonly (Layer | Uint8Array)[], index: number): IpPath | undefined {
  for (let outer = index - 1; outer >= 0; outer--) {
    const layer = layers[outer];
    if (layer !== undefined && !(layer instanceof Uint8Array) && layer.path !== undefined) return layer.path;
  }
  return undefined;
}
