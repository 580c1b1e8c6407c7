/**
 * ARP, neighbour discovery and VRRP frames duplicated by a mirror port. Programs send identical ones in a row, some at
 * least ten microseconds apart, so that only frames of the same moment are copies.
 *
 * @module
 */

/** Nanoseconds. */
const COPY_NS = 1_000n;

/** Maximum number of frames at the same moment. */
const REMEMBERED = 4;

export class ControlCopies {
  readonly #recent: {readonly at: bigint; readonly bytes: Uint8Array}[] = [];

  isCopy(bytes: Uint8Array, at: bigint): boolean {
    const isKnown = this.#recent.some(
      former => at - former.at <= COPY_NS && at >= former.at && isEqual(former.bytes, bytes),
    );
    if (isKnown) return true;
    // The octets belong to the reader, which may reuse them.
    this.#recent.push({at, bytes: bytes.slice()});
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
    return false;
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
