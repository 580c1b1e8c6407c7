/**
 * Frames of ARP, neighbour discovery and VRRP that a mirror port hands over twice. Programs send equal ones in a row, some
 * ten microseconds apart at the least, so that only what comes at the same moment is a copy.
 *
 * @module
 */

/** Nanoseconds. */
const COPY_NS = 1_000n;

/** Frames that may come at the same moment. */
const REMEMBERED = 4;

export class ControlCopies {
  readonly #recent: {readonly at: bigint; readonly bytes: Uint8Array}[] = [];

  isCopy(bytes: Uint8Array, at: bigint): boolean {
    const isKnown = this.#recent.some(
      former => at - former.at <= COPY_NS && at >= former.at && isEqual(former.bytes, bytes),
    );
    if (isKnown) return true;
    // The octets are the reader's, who may use them again.
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
