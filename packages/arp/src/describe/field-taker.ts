/**
 * Divides octets into fields from first to last, so that each is in exactly one field.
 *
 * @module
 */

import {MAC_LENGTH} from '../wire/address/mac.js';
import type {EthernetFrame} from '../wire/frame/ethernet.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import {SNAP_HEADER_LENGTH} from '../wire/frame/snap.js';
import {TAG_LENGTH, type VlanTag} from '../wire/frame/vlan-tag.js';
import {hexNumber} from '../wire/hex.js';

/** A run of octets in a frame with one meaning. */
export interface FrameField {
  /** Counted from the first octet of the frame. */
  readonly offset: number;
  readonly octets: Uint8Array;
  readonly name: string;
  /** The value as it is usually written. */
  readonly value: string;
  /** Why it has this value, or what it does at the receivers. */
  readonly why: string;
}

/** Why the fields of a link header have these values, where more is known than in general. */
export interface LinkReasons {
  readonly destination?: string;
  readonly source?: string;
  readonly tag?: (tag: VlanTag) => string;
}

const TYPE_LENGTH = 2;

export class FieldTaker {
  readonly fields: FrameField[] = [];
  #offset = 0;

  constructor(readonly octets: Uint8Array) {}

  /** Octets that are not in a field yet. */
  get left(): number {
    return this.octets.length - this.#offset;
  }

  /** The next octets; fewer than asked for if there are no more, and no field if there are none. */
  take(length: number, name: string, value: string, why = ''): void {
    const octets = this.octets.subarray(this.#offset, this.#offset + length);
    if (octets.length === 0) return;
    this.fields.push({offset: this.#offset, octets, name, value, why});
    this.#offset += octets.length;
  }

  /** The link header: an Ethernet header field by field, a cooked header as a whole. */
  takeLink(frame: LinkFrame, whatFollows: string, reasons: LinkReasons = {}): void {
    const {destination, source, tags, etherType} = frame;
    if (destination === undefined || source === undefined) {
      this.take(
        this.left - frame.payload.length,
        'link header',
        'cooked',
        'written by the kernel in place of an Ethernet header',
      );
      return;
    }
    this.take(MAC_LENGTH, 'destination', destination, reasons.destination);
    this.take(
      MAC_LENGTH,
      'source',
      source,
      reasons.source ?? 'switches learn from it on which port this MAC is now',
    );
    for (const tag of tags) this.take(TAG_LENGTH, '802.1Q tag', tagValue(tag), reasons.tag?.(tag));
    this.#takeSnap(frame);
    this.take(TYPE_LENGTH, 'EtherType', hexNumber(etherType), whatFollows);
  }

  /** The headers before the EtherType of an IEEE 802.3 frame; none in any other. */
  #takeSnap({snap}: LinkFrame & Pick<EthernetFrame, 'snap'>): void {
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

function tagValue({vlanId, priority}: VlanTag): string {
  return priority === 0 ? `VLAN ${vlanId}` : `VLAN ${vlanId}, priority ${priority}`;
}
