/**
 * Extension headers of IPv6 (RFC 8200 §4), and the authentication header (RFC 4302), which may be among them.
 *
 *   octet 0   next header   1   number of the following header, or of the payload
 *         1   content           whose first octet is the length, except in a fragment header, which has 8 octets
 *
 * header-walk.ts knows the length of each.
 *
 * @module
 */

import {badArgument, checkRange} from '../check.js';
import {readUint16, readUint32} from '../octets.js';
import {extensionLength, isExtension, PROTOCOL_FRAGMENT} from './header-walk.js';

/** An extension header. */
export interface Ipv6Extension {
  /** Kind of header, by its IANA number: 0 hop-by-hop options, 43 routing, 44 fragment, 51 authentication, 60 destination options, 135 mobility. */
  readonly number: number;
  /** Everything after its next-header octet, as on the wire. A view into the decoded octets. */
  readonly content: Uint8Array;
}

/** Fields of a fragment header (RFC 8200 §4.5). */
export interface Ipv6Fragment {
  /** Offset of this fragment's payload in octets. */
  readonly offset: number;
  readonly moreFragments: boolean;
  /** Shared by the fragments of a packet: 32 bits. */
  readonly identification: number;
}

/** Offsets of the fields, without the next-header octet. */
const fragmentAt = {offset: 1, identification: 3} as const;

/** The fragment header among them; undefined without one. */
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

/** Total length in octets. */
export function extensionsLength(extensions: readonly Ipv6Extension[]): number {
  return extensions.reduce((sum, {content}) => sum + 1 + content.length, 0);
}

/** The headers between two offsets, which have already been walked. */
export function readExtensions(
  octets: Uint8Array,
  first: number,
  start: number,
  end: number,
): Ipv6Extension[] {
  const extensions: Ipv6Extension[] = [];
  let number = first;
  for (let offset = start; offset < end; ) {
    const next = offset + extensionLength(octets, number, offset);
    extensions.push({number, content: octets.subarray(offset + 1, next)});
    number = octets[offset] as number;
    offset = next;
  }
  return extensions;
}

/** @throws VipError `BAD_ARGUMENT` for a number that is not an extension header's, and for content that contradicts its length */
export function writeExtensions(
  octets: Uint8Array,
  start: number,
  extensions: readonly Ipv6Extension[],
  protocol: number,
): void {
  let offset = start;
  extensions.forEach(({number, content}, index) => {
    checkRange('ipv6 extension header', number, 0, 0xff);
    if (!isExtension(number))
      badArgument('ipv6 extension header', 'the number of an extension header', String(number));
    octets[offset] = extensions[index + 1]?.number ?? protocol;
    octets.set(content, offset + 1);
    const length = extensionLength(octets, number, offset);
    if (length !== 1 + content.length)
      badArgument(
        `ipv6 extension header ${number}`,
        `${length - 1} octets of content`,
        String(content.length),
      );
    offset += length;
  });
}
