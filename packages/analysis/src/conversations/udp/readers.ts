/**
 * The place of the identifier of a request, for each protocol.
 *
 * @module
 */

import {NEITHER, type ReadIdentifier} from './identifier.js';
import {sipTransaction} from './sip.js';
import {snmpRequestId} from './snmp.js';

/** The reader for datagrams to this port of the address, and for its answers; undefined if the protocol is not known. */
export function identifierAt(port: number): ReadIdentifier | undefined {
  return READERS.get(port);
}

/** RFC 1035 §4.1.1: the ID, then QR. */
const dnsId: ReadIdentifier = (data, isAnswer) => {
  if (data.length > 2 && (((data[2] as number) & 0x80) !== 0) !== isAnswer) return NEITHER;
  return numberAt(data, 0, 2);
};

/** RFC 2865 §3: the code, then the identifier. */
const RADIUS_REQUESTS: ReadonlySet<number> = new Set([1, 4, 12, 40, 43]);
const radiusId: ReadIdentifier = (data, isAnswer) => {
  if (data.length > 0 && RADIUS_REQUESTS.has(data[0] as number) === isAnswer) return NEITHER;
  return numberAt(data, 1, 1);
};

/** RFC 5905 §7.3: the origin timestamp of an answer is the transmit timestamp of its request. */
const NTP_ORIGIN_AT = 24;
const NTP_TRANSMIT_AT = 40;
const NTP_SYMMETRIC_ACTIVE = 1;
const NTP_CLIENT = 3;
const ntpTimestamp: ReadIdentifier = (data, isAnswer) => {
  const mode = (data[0] ?? 0) & 0x07;
  const asks = mode === NTP_CLIENT || mode === NTP_SYMMETRIC_ACTIVE;
  // Control messages (modes 6 and 7) have neither timestamp.
  if (mode > 5) return undefined;
  if (asks === isAnswer) return NEITHER;
  const at = isAnswer ? NTP_ORIGIN_AT : NTP_TRANSMIT_AT;
  const [seconds, fraction] = [numberAt(data, at, 4), numberAt(data, at + 4, 4)];
  if (seconds === undefined || fraction === undefined) return undefined;
  // As many bits as fit in a double: two timestamps that agree in these are weeks apart.
  return (seconds % 2 ** 21) * 2 ** 32 + fraction;
};

/** RFC 2131 §2: the operation, 2 in a reply, and the transaction ID. */
const dhcpId: ReadIdentifier = (data, isAnswer) => {
  if (data.length > 0 && (data[0] === 2) !== isAnswer) return NEITHER;
  return numberAt(data, 4, 4);
};

/** RFC 8489 §5: the class in two bits of the type, and as much of the transaction ID as fits. */
const STUN_CLASS = 0x0110;
const stunId: ReadIdentifier = (data, isAnswer) => {
  const type = numberAt(data, 0, 2) ?? 0;
  const kind = type & STUN_CLASS;
  if (isAnswer ? kind < 0x0100 : kind !== 0) return NEITHER;
  return numberAt(data, 8, 6);
};

/** Big-endian. */
function numberAt(data: Uint8Array, at: number, octets: number): number | undefined {
  if (data.length < at + octets) return undefined;
  let number = 0;
  for (let index = at; index < at + octets; index++) number = number * 256 + (data[index] as number);
  return number;
}

/** By the port of the server, as assigned by IANA; 1645 and 1646 are RADIUS before RFC 2865. */
const READERS: ReadonlyMap<number, ReadIdentifier> = new Map([
  [53, dnsId],
  [67, dhcpId],
  [123, ntpTimestamp],
  [161, snmpRequestId],
  ...[1645, 1646, 1812, 1813, 3799].map(port => [port, radiusId] as const),
  [3478, stunId],
  [5060, sipTransaction],
]);
