/**
 * Constants of the pcapng format (draft-ietf-opsawg-pcapng), shared by its reader and its writer.
 *
 * A file is a sequence of blocks, each with its length at both ends:
 *   octet 0   block type          4
 *         4   block length        4   of the whole block, a multiple of 4
 *         8   body                    fields, then options
 *           . block length        4   again
 *
 * Options are a code, a length and a value padded to 32 bits each; code 0 ends them.
 *
 * @module
 */

/** Block types (§4). */
export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  /** Obsolete (appendix A); superseded by the enhanced packet. */
  packet: 2,
  simplePacket: 3,
  interfaceStatistics: 5,
  enhancedPacket: 6,
} as const;

/** Option codes; the meaning of a code depends on its block. */
export const OPTION = {
  end: 0,
  sectionOs: 3,
  sectionApplication: 4,
  interfaceName: 2,
  interfaceTimeResolution: 9,
  interfaceTimeOffset: 14,
  statisticsReceived: 4,
  statisticsDropped: 5,
  /** By the system, beside those of the interface. */
  statisticsSystemDropped: 7,
} as const;

/** In the section header, in the byte order of the whole section. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** The major version of every file; the minor version may grow. */
export const MAJOR_VERSION = 1;

/** Type and length before the body. */
export const BLOCK_HEADER_LENGTH = 8;

/** The length again, after the body. */
export const BLOCK_TRAILER_LENGTH = 4;

/** Code and length before the value. */
export const OPTION_HEADER_LENGTH = 4;

/** Longest interface name that is read or written, in octets; the kernel's own have at most 15. */
export const MAX_INTERFACE_NAME_LENGTH = 256;

/** Offsets of the fields from the first octet of their block. */
export const blockAt = {type: 0, length: 4, body: 8} as const;
export const sectionAt = {byteOrder: 8, major: 12, minor: 14, sectionLength: 16, options: 24} as const;
export const interfaceAt = {linkType: 8, snapLength: 12, options: 16} as const;
/** The obsolete packet block has the interface in two octets and a drop count in the other two. */
export const packetAt = {
  interfaceId: 8,
  timeHigh: 12,
  timeLow: 16,
  captured: 20,
  wire: 24,
  octets: 28,
} as const;
export const simplePacketAt = {wire: 8, octets: 12} as const;
export const statisticsAt = {interfaceId: 8, timeHigh: 12, timeLow: 16, options: 20} as const;

/** The length rounded up to whole 32-bit words. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}
