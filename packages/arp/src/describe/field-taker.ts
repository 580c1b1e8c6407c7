/**
 * Lays octets open from the first to the last, so that every one of them is in exactly one field.
 *
 * @module
 */

import {MAC_LENGTH} from '../wire/address/mac.js';
import {type EthernetFrame, TAG_LENGTH} from '../wire/frame/ethernet.js';
import {SNAP_HEADER_LENGTH} from '../wire/frame/snap.js';
import type {FrameField} from './dissect.js';

const TYPE_LENGTH = 2;

export class FieldTaker {
  readonly fields: FrameField[] = [];
  #offset = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** Octets that are not in a field yet. */
  get left(): number {
    return this.bytes.length - this.#offset;
  }

  /** The next octets; fewer than asked for where there are no more, and no field where there are none. */
  take(length: number, name: string, value: string, why = ''): void {
    const octets = this.bytes.subarray(this.#offset, this.#offset + length);
    if (octets.length === 0) return;
    this.fields.push({offset: this.#offset, octets, name, value, why});
    this.#offset += octets.length;
  }

  /** What the header of a frame says, up to its payload. */
  takeEthernet(frame: EthernetFrame, what: string): void {
    const {destination, source, tags, etherType} = frame;
    this.take(MAC_LENGTH, 'destination', destination);
    this.take(MAC_LENGTH, 'source', source, 'switches learn from it on which port this MAC is now');
    for (const {vlanId} of tags) this.take(TAG_LENGTH, '802.1Q tag', `VLAN ${vlanId}`);
    this.takeSnap(frame);
    this.take(TYPE_LENGTH, 'EtherType', hexNumber(etherType), what);
  }

  /** What an IEEE 802.3 frame has before its EtherType; nothing of any other. */
  takeSnap({snap}: EthernetFrame): void {
    if (snap === undefined) return;
    this.take(
      TYPE_LENGTH,
      'length',
      `${snap.length} octets`,
      'IEEE 802.3: where Ethernet II has the EtherType',
    );
    this.take(SNAP_HEADER_LENGTH - TYPE_LENGTH, 'LLC, SNAP', 'an EtherType follows', 'IEEE 802.2, RFC 1042');
  }

  /** Everything that is left. */
  takeRest(name: string, why: string): void {
    this.take(this.left, name, `${this.left} octets`, why);
  }
}

/** `0x0806`. */
export function hexNumber(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}
