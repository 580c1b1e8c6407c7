/**
 * A stream of echo requests to one address, and the outcome of each.
 *
 * @module
 */

import {encodeIcmp, encodeIcmpv6, type IcmpEcho, type IpAddress, type IpFamily, isOfIpv6} from '@vip/arp';
import {openProbeSocket, type ProbeSocket} from '../probe-socket.js';
import {readEchoAnswer} from './echo-answer.js';
import type {Emit, RunningObservation} from './emit.js';

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
  /** How many requests are sent; answers are received until stopped. As many as there is time for if absent. */
  readonly count?: number | undefined;
}

/** Requests whose answers are still recognised, however late: a quarter of a minute at one a millisecond. */
const MOST_REMEMBERED = 1 << 14;

/** Sends a request every interval, until stopped or until there were `count`. */
export function startProber(options: ProbeOptions, emit: Emit): RunningObservation {
  return new Prober(options, emit);
}

class Prober implements RunningObservation {
  readonly #family: IpFamily;
  readonly #socket: ProbeSocket;
  readonly #data: Uint8Array;
  /** The requests by the number on the wire, which wraps. */
  readonly #sentAt = new Map<number, {readonly sequence: number; readonly at: bigint}>();
  #sequence = 0;
  #nextAtMs = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly options: ProbeOptions,
    readonly emit: Emit,
  ) {
    const {target, iface, dataLength = 56} = options;
    this.#family = isOfIpv6(target) ? 'IPv6' : 'IPv4';
    this.#data = new Uint8Array(dataLength);
    const onPacket = this.#receive;
    this.#socket = openProbeSocket({iface, family: this.#family, onPacket});
    this.#tick();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  readonly #tick = (): void => {
    const {intervalMs, count = Infinity} = this.options;
    this.#send(++this.#sequence);
    if (this.#sequence >= count) return;
    // On a fixed grid, so that the interval does not stretch; a stall is not followed by a burst.
    const now = performance.now();
    this.#nextAtMs = Math.max(this.#nextAtMs + intervalMs, now);
    this.#timer = setTimeout(this.#tick, this.#nextAtMs - now);
  };

  #send(sequence: number): void {
    const {node, stream, target, identifier} = this.options;
    const wire = sequence & 0xffff;
    const request = this.#encode({type: 'echo-request', identifier, sequence: wire, data: this.#data});
    // At once or not at all: while the neighbour is being resolved the kernel soon has no room, and requests that waited for it here would
    // be dated, and answered, when the address is back, as though none had been made in the dark.
    const {at, error} = this.#socket.send(request, target);
    if (error !== undefined) {
      this.emit({at, node, kind: 'probe-refused', stream, sequence, from: node, reason: error});
      return;
    }
    this.#sentAt.set(wire, {sequence, at});
    this.#sentAt.delete((sequence - MOST_REMEMBERED) & 0xffff);
    this.emit({at, node, kind: 'probe-sent', stream, sequence});
  }

  /** The kernel fills in the checksum of ICMPv6, which covers the source address that it chooses. */
  #encode(request: IcmpEcho): Uint8Array {
    return this.#family === 'IPv4' ? encodeIcmp(request) : encodeIcmpv6(request, 'kernel');
  }

  readonly #receive = (octets: Uint8Array, at: bigint, source: string): void => {
    const answer = readEchoAnswer(this.#family, octets, source);
    const {node, stream, identifier} = this.options;
    const request = answer?.identifier === identifier ? this.#sentAt.get(answer.sequence) : undefined;
    if (answer === undefined || request === undefined) return;
    const {sequence, at: sentAt} = request;
    if (answer.kind === 'refusal') {
      const {from, reason} = answer;
      this.emit({at, node, kind: 'probe-refused', stream, sequence, from, reason});
      return;
    }
    const {from, size, ttl} = answer;
    const inTtl = ttl === undefined ? {} : {ttl};
    this.emit({at, node, kind: 'probe-answered', stream, sequence, from, size, ...inTtl, sentAt});
  };
}
