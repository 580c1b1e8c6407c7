/**
 * The request-id of SNMP, and the msgID of version 3. Both are encoded in BER (X.690 §8), so their place varies.
 *
 * @module
 */

import {NEITHER} from './identifier.js';

const INTEGER = 0x02;
const SEQUENCE = 0x30;
/** RFC 3416 §3: Response-PDU, Report-PDU. */
const RESPONSES: ReadonlySet<number> = new Set([0xa2, 0xa8]);
/** SEQUENCE, and the context-specific constructed tags of the PDUs (RFC 3416 §3). */
const CONSTRUCTED = 0x20;

/** Maximum number of octets of a 32-bit INTEGER. */
const MOST_OCTETS = 5;

/** RFC 1901 §3 and RFC 3416 §3: version, community, then a PDU whose first element it is. RFC 3412 §6: version, then msgGlobalData. */
export function snmpRequestId(data: Uint8Array, isAnswer: boolean): number | undefined {
  const message = elementAt(data, 0);
  const version = elementAt(data, message?.start);
  const second = elementAt(data, version?.end);
  // The community is not constructed; msgGlobalData is.
  const holder = second !== undefined && isConstructed(second) ? second : elementAt(data, second?.end);
  if (holder === undefined || !isConstructed(holder)) return undefined;
  // Version 3 encrypts its PDUs, and the msgID of a response is that of its request.
  if (RESPONSES.has(holder.tag) !== isAnswer && holder.tag !== SEQUENCE) return NEITHER;
  const id = elementAt(data, holder.start);
  if (id?.tag !== INTEGER || id.end > data.length || id.end - id.start > MOST_OCTETS) return undefined;
  let number = 0;
  for (let index = id.start; index < id.end; index++) number = number * 256 + (data[index] as number);
  return number;
}

interface Element {
  readonly tag: number;
  /** Where its contents begin. */
  readonly start: number;
  readonly end: number;
}

function elementAt(data: Uint8Array, at: number | undefined): Element | undefined {
  if (at === undefined || at + 2 > data.length) return undefined;
  const tag = data[at] as number;
  const short = data[at + 1] as number;
  if (short < 0x80) return {tag, start: at + 2, end: at + 2 + short};
  const start = at + 2 + (short & 0x7f);
  if (short === 0x80 || short > 0x84 || start > data.length) return undefined;
  let length = 0;
  for (let index = at + 2; index < start; index++) length = length * 256 + (data[index] as number);
  return {tag, start, end: start + length};
}

function isConstructed({tag}: Element): boolean {
  return (tag & CONSTRUCTED) !== 0;
}
