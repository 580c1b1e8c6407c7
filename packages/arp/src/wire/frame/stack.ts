/**
 * Frames composed layer by layer. Lengths, checksums, EtherTypes and protocol numbers are derived from what surrounds a
 * layer and from what it carries.
 *
 * ```ts
 * const frame = stack(ethernet({source, destination}), ipv4({source: a, destination: b}), udp({sourcePort, destinationPort}), octets);
 * ```
 *
 * `decodeFrame` reads the same values back.
 *
 * @module
 */

import {badArgument} from '../check.js';
import type {IpPath} from '../ip/ip-path.js';

/** One layer of a frame. layers.ts has those of this package; a program may add its own. */
export interface Layer {
  /** Name for error messages: `udp`. */
  readonly name: string;
  /** Its EtherType; undefined for layers that only IP carries. */
  readonly etherType?: number;
  /** Its IP protocol number; undefined for layers that only Ethernet carries. */
  readonly protocol?: number;
  /** Source and destination, which the checksums of its payload cover; only for IP. */
  readonly path?: IpPath;
  /** Hop limit that receivers require; only for layers that IP carries. */
  readonly hops?: number;
  /** The octets of this layer and its payload. */
  encode(context: LayerContext): Uint8Array;
}

/** The context of a layer. */
export interface LayerContext {
  /** The octets of its payload; empty for the last layer. */
  readonly payload: Uint8Array;
  /** The layer that it carries; undefined for the last layer, and for octets. */
  readonly inner: Layer | undefined;
  /** Path of the IP packet that it is in; undefined outside of one. */
  readonly path: IpPath | undefined;
}

const NONE = new Uint8Array(0);

/**
 * The octets of a frame, or of a packet if the first layer is an IP header.
 *
 * @param layers the outermost first; octets may be the last of them
 * @throws VipError `BAD_ARGUMENT` if a value does not fit its field, or if a layer cannot be carried by the one before it
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
    badArgument('stack', 'octets as the last layer', `them as layer ${first + 1}`);
}

/** Path of the nearest IP packet around a layer. */
function pathAround(layers: readonly (Layer | Uint8Array)[], index: number): IpPath | undefined {
  for (let outer = index - 1; outer >= 0; outer--) {
    const layer = layers[outer];
    if (layer !== undefined && !(layer instanceof Uint8Array) && layer.path !== undefined) return layer.path;
  }
  return undefined;
}
