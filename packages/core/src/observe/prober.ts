/**
 * A stream of echo requests to one address, and the outcome of each.
 *
 * @module
 */

import {
  DecodeError,
  decodeIcmp,
  decodeIcmpv6,
  decodeIpv4Packet,
  decodeQuotedPacket,
  encodeIcmp,
  encodeIcmpv6,
  type IcmpEcho,
  type IcmpMessage,
  type IcmpUnreachable,
  type IpAddress,
  isOfIpv6,
  parseIp,
} from '@vip/arp';
import {openProbeSocket} from '../probe-socket.js';
import type {Emit, Watch} from './emit.js';

export interface ProbeOptions {
  readonly node: string;
  /** Name of the stream in its events. */
  readonly stream: string;
  readonly target: IpAddress;
  /** Time between two requests, in milliseconds; 1 or more. */
  readonly intervalMs: number;
  /** Octets of data in each request; 56 makes the 64 that `ping` prints. */
  readonly dataLength?: number | undefined;
  /** Identifies the answers to this stream, 0 to 65535. */
  readonly identifier: number;
  readonly iface?: string | undefined;
  /** How many requests are sent; answers are received until stopped. As many as there is time for when left out. */
  readonly count?: number | undefined;
}

/** RFC 792's codes and RFC 4443's, in the words of ping(8). */
const UNREACHABLE_WORDS = {
  IPv4: ['Destination Net Unreachable', 'Destination Host Unreachable'],
  IPv6: [
    'Destination unreachable: No route',
    'Destination unreachable: Administratively prohibited',
    'Destination unreachable: Beyond scope of source address',
    'Destination unreachable: Address unreachable',
  ],
} as const;

/** Requests of which an answer is still recognised, however late: a quarter of a minute at one a millisecond. */
const MOST_REMEMBERED = 1 << 14;

/** Sends a request every interval, until stopped or until there were `count`. */
export function startProber(options: ProbeOptions, emit: Emit): Watch {
  const {node, stream, target, intervalMs, dataLength = 56, identifier, iface, count = Infinity} = options;
  const sentAt = new Map<number, {sequence: number; at: bigint}>();
  const data = new Uint8Array(dataLength);
  const family = isOfIpv6(target) ? 'IPv6' : 'IPv4';
  const socket = openProbeSocket({iface, family, onPacket: receive});
  let sequence = 0;
  let nextAtMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  tick();

  function tick(): void {
    send(++sequence);
    if (sequence >= count) return;
    // On a fixed grid, so that the interval does not stretch; a stall is not made up for by a burst.
    const now = performance.now();
    nextAtMs = Math.max(nextAtMs + intervalMs, now);
    timer = setTimeout(tick, nextAtMs - now);
  }

  function send(current: number): void {
    const wire = current & 0xffff;
    const request: IcmpEcho = {type: 'echo-request', identifier, sequence: wire, data};
    socket.send(encodeEcho(request), target, (at, error) => {
      if (error !== undefined) {
        emit({at, node, kind: 'probe-refused', stream, sequence: current, from: node, reason: error});
        return;
      }
      sentAt.set(wire, {sequence: current, at});
      sentAt.delete((current - MOST_REMEMBERED) & 0xffff);
      emit({at, node, kind: 'probe-sent', stream, sequence: current});
    });
  }

  /** The kernel fills in the checksum of ICMPv6, which covers the source address that it chooses. */
  function encodeEcho(request: IcmpEcho): Uint8Array {
    return family === 'IPv4' ? encodeIcmp(request) : encodeIcmpv6(request, 'kernel');
  }

  function receive(octets: Uint8Array, at: bigint, source: string): void {
    try {
      const received = family === 'IPv4' ? readIpv4(octets) : readIpv6(octets, source);
      const {message} = received;
      if (message.type === 'echo-reply') answered(received, message, at);
      if (message.type === 'unreachable') refused(received, message, at);
    } catch (error) {
      // Anybody may send anything to a raw socket; what is no ICMP we can read is no answer.
      if (!(error instanceof DecodeError)) throw error;
    }
  }

  function answered({from, size, ttl}: Received, echo: IcmpEcho, at: bigint): void {
    const request = echo.identifier === identifier ? sentAt.get(echo.sequence) : undefined;
    if (request === undefined) return;
    emit({
      at,
      node,
      kind: 'probe-answered',
      stream,
      sequence: request.sequence,
      from,
      size,
      ...(ttl === undefined ? {} : {ttl}),
      sentAt: request.at,
    });
  }

  function refused({from}: Received, {code, quoted}: IcmpUnreachable, at: bigint): void {
    const echo = decodeQuotedPacket(quoted)?.echo;
    const request = echo?.identifier === identifier ? sentAt.get(echo.sequence) : undefined;
    if (request === undefined) return;
    const reason = UNREACHABLE_WORDS[family][code] ?? `Destination Unreachable, code ${code}`;
    emit({at, node, kind: 'probe-refused', stream, sequence: request.sequence, from, reason});
  }

  return {
    async stop() {
      clearTimeout(timer);
      socket.close();
    },
  };
}

/** An ICMP message, and what is known of the packet that it came in. */
interface Received {
  readonly message: IcmpMessage;
  readonly from: IpAddress;
  /** Octets of the message. */
  readonly size: number;
  readonly ttl?: number;
}

function readIpv4(octets: Uint8Array): Received {
  const {source, ttl, payload} = decodeIpv4Packet(octets);
  return {message: decodeIcmp(payload), from: source, size: payload.length, ttl};
}

function readIpv6(octets: Uint8Array, source: string): Received {
  return {message: decodeIcmpv6(octets), from: parseIp(source), size: octets.length};
}
