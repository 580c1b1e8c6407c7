/**
 * A stream of echo requests to one address, and what became of each.
 *
 * @module
 */

import {
  DecodeError,
  decodeIcmp,
  decodeIpv4Packet,
  encodeIcmpEcho,
  type IcmpEcho,
  type IcmpUnreachable,
  type Ipv4Address,
  type Ipv4Packet,
} from '@vip/arp';
import {openProbeSocket} from '../probe-socket.js';
import type {Emit, Observer} from './emit.js';

export interface ProbeOptions {
  readonly node: string;
  /** Name of the stream in its events. */
  readonly stream: string;
  readonly target: Ipv4Address;
  /** Time between two requests, in milliseconds; 1 or more. */
  readonly intervalMs: number;
  /** Octets of data in each request; 56 makes the 64 that `ping` prints. */
  readonly dataLength?: number | undefined;
  /** Tells this stream's answers from others', 0 to 65535. */
  readonly identifier: number;
  readonly iface?: string | undefined;
  /** How many requests are sent; answers are received until stopped. As many as there is time for when left out. */
  readonly count?: number | undefined;
}

/** RFC 792's codes, in the words of ping(8). */
const UNREACHABLE_WORDS = ['Destination Net Unreachable', 'Destination Host Unreachable'];

/** Sends a request every interval, until stopped or until there were `count`. */
export function startProber(options: ProbeOptions, emit: Emit): Observer {
  const {node, stream, target, intervalMs, dataLength = 56, identifier, iface, count = Infinity} = options;
  const sentAt = new Map<number, {sequence: number; at: bigint}>();
  const data = new Uint8Array(dataLength);
  const socket = openProbeSocket({iface, onPacket: receive});
  let sequence = 0;
  let nextAtMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  tick();

  function tick(): void {
    send(++sequence);
    if (sequence >= count) return;
    // On a fixed grid, so that the interval does not stretch; a stall is not made up for by a burst.
    nextAtMs = Math.max(nextAtMs + intervalMs, performance.now());
    timer = setTimeout(tick, nextAtMs - performance.now());
  }

  function send(current: number): void {
    const wire = current & 0xffff;
    const request: IcmpEcho = {type: 'echo-request', identifier, sequence: wire, data};
    socket.send(encodeIcmpEcho(request), target, (at, error) => {
      if (error !== undefined) {
        emit({at, node, kind: 'probe-refused', stream, sequence: current, from: node, reason: error});
        return;
      }
      sentAt.set(wire, {sequence: current, at});
      emit({at, node, kind: 'probe-sent', stream, sequence: current});
    });
  }

  function receive(octets: Uint8Array, at: bigint): void {
    try {
      const packet = decodeIpv4Packet(octets);
      const message = decodeIcmp(packet.payload);
      if (message.type === 'echo-reply') answered(packet, message, at);
      if (message.type === 'unreachable') refused(packet, message, at);
    } catch (error) {
      // Anybody may send anything to a raw socket; what is no ICMP we can read is no answer.
      if (!(error instanceof DecodeError)) throw error;
    }
  }

  function answered(packet: Ipv4Packet, echo: IcmpEcho, at: bigint): void {
    const request = echo.identifier === identifier ? sentAt.get(echo.sequence) : undefined;
    if (request === undefined) return;
    emit({
      at,
      node,
      kind: 'probe-answered',
      stream,
      sequence: request.sequence,
      from: packet.source,
      size: packet.payload.length,
      ttl: packet.ttl,
      sentAt: request.at,
    });
  }

  function refused(packet: Ipv4Packet, {code, quoted}: IcmpUnreachable, at: bigint): void {
    const echo = quotedEcho(quoted);
    const request = echo?.identifier === identifier ? sentAt.get(echo.sequence) : undefined;
    if (request === undefined) return;
    const reason = UNREACHABLE_WORDS[code] ?? `Destination Unreachable, code ${code}`;
    emit({at, node, kind: 'probe-refused', stream, sequence: request.sequence, from: packet.source, reason});
  }

  return {
    async stop() {
      clearTimeout(timer);
      socket.close();
    },
  };
}

/** The request inside a "destination unreachable". The quote may be cut, which the total length does not know. */
function quotedEcho(quoted: Uint8Array): IcmpEcho | undefined {
  const headerLength = ((quoted[0] ?? 0) & 0x0f) * 4;
  const message = decodeIcmp(quoted.subarray(headerLength));
  return message.type === 'echo-request' ? message : undefined;
}
