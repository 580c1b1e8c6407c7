/**
 * Extension headers of IPv6 (RFC 8200 §4), and the authentication header (RFC 4302), which stands among them.
 *
 *   octet 0   next header   1   number of the header behind it, or of what is carried
 *         1   content           whose first octet tells the length, except of a fragment header, which has 8 octets
 *
 * header-walk.ts knows how long each is.
 *
 * @module
 */

import {checkRange, refuse} from '../check.js';
import {readUint16, readUint32} from '../octets.js';
import {extensionLength, isExtension, PROTOCOL_FRAGMENT} from './header-walk.js';

/** An extension header. */
export interface Ipv6Extension {
  /** Which it is, by IANA's number: 0 hop-by-hop options, 43 routing, 44 fragment, 51 authentication, 60 destination options, 135 mobility. */
  readonly number: number;
  /** What follows its next-header octet, as it stands on the wire. A view into the bytes that were decoded. */
  readonly content: Uint8Array;
}

/** What a fragment header says (RFC 8200 §4.5). */
export interface Ipv6Fragment {
  /** Where this fragment's payload stands in the whole, in octets. */
  readonly offset: number;
  readonly moreFragments: boolean;
  /** What the fragments of one packet share: 32 bits. */
  readonly identification: number;
}

/** Where fields stand, without the next-header octet. */
const fragmentAt = {offset: 1, identification: 3} as const;

/** What the fragment header among them says; undefined without one. */
export function fragmentIn(extensions: readonly Ipv6Extension[]): Ipv6Fragment | undefined {
  for (const {number, content} of extensions) {
    if (number !== PROTOCOL_FRAGMENT) continue;
    const word = readUint16(content, fragmentAt.offset);
    return {
      offset: word & 0xfff8,
      moreFragments: (word & 1) === 1,
      identification: readUint32(content, fragmentAt.identification),
    };
  }
  return undefined;
}

/** Octets of all of them. */
export function extensionsLength(extensions: readonly Ipv6Extension[]): number {
  return extensions.reduce((sum, {content}) => sum + 1 + content.length, 0);
}

/** The headers between two offsets, which have been walked. */
export function readExtensions(
  bytes: Uint8Array,
  first: number,
  start: number,
  end: number,
): Ipv6Extension[] {
  const extensions: Ipv6Extension[] = [];
  let number = first;
  for (let offset = start; offset < end; ) {
    const next = offset + extensionLength(bytes, number, offset);
    extensions.push({number, content: bytes.subarray(offset + 1, next)});
    number = bytes[offset] as number;
    offset = next;
  }
  return extensions;
}

/** @throws VipError `BAD_ARGUMENT` for a number that is no extension header's, and for a content that contradicts its length */
export function writeExtensions(
  bytes: Uint8Array,
  start: number,
  extensions: readonly Ipv6Extension[],
  protocol: number,
): void {
  let offset = start;
  extensions.forEach(({number, content}, index) => {
    checkRange('ipv6: extension header', number, 0, 0xff);
    if (!isExtension(number)) refuse('ipv6: extension header', 'the number of one', String(number));
    bytes[offset] = extensions[index + 1]?.number ?? protocol;
    bytes.set(content, offset + 1);
    const length = extensionLength(bytes, number, offset);
    if (length !== 1 + content.length)
      refuse(`ipv6: extension header ${number}`, `${length - 1} octets of content`, String(content.length));
    offset += length;
  });
}
