/**
 * The interface description block of pcapng (draft-ietf-opsawg-pcapng §4.2): link type, snap length and time
 * resolution of the packets that refer to it.
 *
 *   octet 8   link type     2
 *        10   reserved      2
 *        12   snap length   4   0 = no limit
 *        16   options
 *
 * @module
 */

import {DecodeError} from '../wire/errors.js';
import {
  BLOCK_TRAILER_LENGTH,
  interfaceAt,
  MAX_INTERFACE_NAME_LENGTH,
  OPTION,
  OPTION_HEADER_LENGTH,
  padded,
  statisticsAt,
} from './pcapng-format.js';

export interface InterfaceDescription {
  readonly linkType: number;
  /** Maximum number of octets kept of a packet; 0 for no limit. */
  readonly snapLength: number;
  readonly name: string | undefined;
  readonly clock: InterfaceClock;
}

/** How the timestamps of an interface's packets are converted to nanoseconds since the epoch. */
export interface InterfaceClock {
  readonly unitsPerSecond: bigint;
  /** Seconds to be added. */
  readonly offset: bigint;
  /** Nanoseconds of a unit, if that is all there is to convert; otherwise `toNanoseconds` does. */
  readonly unitNs?: number;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
/** Without if_tsresol times are in microseconds. */
const DEFAULT_UNITS_PER_SECOND = 1_000_000n;

/**
 * @param block the whole block, whose length has been checked
 * @param position of the block in the file, for messages
 * @throws DecodeError `MALFORMED`
 */
export function decodeInterfaceDescription(
  block: Uint8Array,
  littleEndian: boolean,
  position: number,
): InterfaceDescription {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength - BLOCK_TRAILER_LENGTH);
  if (view.byteLength < interfaceAt.options) {
    malformed(
      position,
      `expected at least ${interfaceAt.options + BLOCK_TRAILER_LENGTH} octets, got ${block.length}`,
    );
  }
  let name: string | undefined;
  let unitsPerSecond = DEFAULT_UNITS_PER_SECOND;
  let offset = 0n;
  for (const {code, value} of options(view, interfaceAt.options, littleEndian, position)) {
    if (code === OPTION.interfaceName) name = decodeName(value, position);
    if (code === OPTION.interfaceTimeResolution) unitsPerSecond = decodeResolution(value, position);
    if (code === OPTION.interfaceTimeOffset) offset = decodeOffset(value, littleEndian, position);
  }
  return {
    linkType: view.getUint16(interfaceAt.linkType, littleEndian),
    snapLength: view.getUint32(interfaceAt.snapLength, littleEndian),
    name,
    clock: {unitsPerSecond, offset, ...wholeUnits(unitsPerSecond, offset)},
  };
}

function wholeUnits(unitsPerSecond: bigint, offset: bigint): Pick<InterfaceClock, 'unitNs'> {
  const isWhole = offset === 0n && NANOSECONDS_PER_SECOND % unitsPerSecond === 0n;
  return isWhole ? {unitNs: Number(NANOSECONDS_PER_SECOND / unitsPerSecond)} : {};
}

/** Times before the epoch are negative; fractions of a nanosecond are truncated. */
export function toNanoseconds(units: bigint, {unitsPerSecond, offset}: InterfaceClock): bigint {
  if (unitsPerSecond === NANOSECONDS_PER_SECOND && offset === 0n) return units;
  return (units * NANOSECONDS_PER_SECOND) / unitsPerSecond + offset * NANOSECONDS_PER_SECOND;
}

/**
 * Packets dropped by the interface and by the system according to an interface statistics block (§4.6); undefined if it does not say. A block
 * that contradicts itself does not cast doubt on the packets, so the contradiction is ignored.
 */
export function readDropped(block: Uint8Array, littleEndian: boolean): number | undefined {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength - BLOCK_TRAILER_LENGTH);
  let dropped: number | undefined;
  try {
    for (const {code, value} of options(view, statisticsAt.options, littleEndian, 0)) {
      const isDropped = code === OPTION.statisticsDropped || code === OPTION.statisticsSystemDropped;
      if (isDropped && value.byteLength === COUNT_LENGTH)
        dropped = (dropped ?? 0) + Number(value.getBigUint64(0, littleEndian));
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  return dropped;
}

const COUNT_LENGTH = 8;

/** The options from `start` to the end-of-options mark, or to the end of the block: the mark is often omitted. */
function* options(
  view: DataView,
  start: number,
  littleEndian: boolean,
  position: number,
): Generator<{code: number; value: DataView}, void> {
  let offset = start;
  while (offset + OPTION_HEADER_LENGTH <= view.byteLength) {
    const code = view.getUint16(offset, littleEndian);
    const length = view.getUint16(offset + 2, littleEndian);
    if (code === OPTION.end) return;
    const valueAt = offset + OPTION_HEADER_LENGTH;
    const room = view.byteLength - valueAt;
    if (length > room)
      malformed(position + offset, `expected an option of at most ${room} octets, got ${length}`);
    yield {code, value: new DataView(view.buffer, view.byteOffset + valueAt, length)};
    offset = valueAt + padded(length);
  }
}

/** UTF-8 without a terminator (§3.5); some writers add a zero octet nevertheless. */
function decodeName(value: DataView, position: number): string {
  if (value.byteLength > MAX_INTERFACE_NAME_LENGTH) {
    malformed(
      position,
      `expected a name of at most ${MAX_INTERFACE_NAME_LENGTH} octets, got ${value.byteLength}`,
    );
  }
  return new TextDecoder().decode(value).replace(/\0+$/, '');
}

/** The exponent of 10, or of 2 if the top bit is set. */
function decodeResolution(value: DataView, position: number): bigint {
  checkLength('if_tsresol', value, 1, position);
  const octet = value.getUint8(0);
  const exponent = BigInt(octet & 0x7f);
  return (octet & 0x80) === 0 ? 10n ** exponent : 2n ** exponent;
}

function decodeOffset(value: DataView, littleEndian: boolean, position: number): bigint {
  checkLength('if_tsoffset', value, 8, position);
  return value.getBigInt64(0, littleEndian);
}

function checkLength(what: string, value: DataView, expected: number, position: number): void {
  if (value.byteLength === expected) return;
  malformed(position, `${what}: expected ${expected} octets, got ${value.byteLength}`);
}

function malformed(offset: number, problem: string): never {
  throw new DecodeError('MALFORMED', 'pcapng', offset, `interface description: ${problem}`);
}
