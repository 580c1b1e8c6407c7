/**
 * The probes of a ping, from the frames that its machine captured: the kernel dates both, whatever ping prints and when.
 * Other programs of that machine may ping the address as well; ours carries a number of octets that no other stream has, and is the first
 * of these to send `RECOGNISED` requests without a gap. Pure.
 *
 * @module
 */

import type {FrameEvent, ProbeAnsweredEvent, ProbeSentEvent} from '@vip/analysis';
import {decodeFrame, type IpAddress, LINK_TYPE_ETHERNET} from '@vip/arp';

/** Requests after which a stream is recognised as ours. */
const RECOGNISED = 5;

/** Other streams that are followed until then. */
const MOST_STREAMS = 64;

/** Requests whose answers are still recognised. */
const MOST_REMEMBERED = 1 << 14;

type Probe = ProbeSentEvent | ProbeAnsweredEvent;

/** A stream of echo requests with one identifier. */
class EchoStream {
  readonly #sentAt = new Map<number, {sequence: number; at: bigint}>();
  #last: number | undefined;
  #count = 0;

  /** How many were sent without a gap since the first. */
  get count(): number {
    return this.#count;
  }

  /** The number of a request in its stream, which does not wrap, unlike the one on the wire. */
  asked(wire: number, at: bigint): number {
    const sequence = this.#last === undefined ? wire : this.#last + signed(wire - this.#last);
    if (this.#last === undefined || sequence === this.#last + 1) this.#count++;
    this.#last = sequence;
    this.#sentAt.set(wire, {sequence, at});
    this.#sentAt.delete((wire - MOST_REMEMBERED) & 0xffff);
    return sequence;
  }

  request(wire: number): {readonly sequence: number; readonly at: bigint} | undefined {
    return this.#sentAt.get(wire);
  }
}

export interface ReadStream {
  readonly node: string;
  readonly vip: IpAddress;
  /** Its name. */
  readonly stream: string;
  /** Its number among all streams under way, from 1. */
  readonly number: number;
}

/** Octets of data in each request of a stream, by which several observers on one machine tell their answers apart. */
export function dataLengthOf(number: number): number {
  return USUAL_LENGTH + number;
}

/** The default of ping(8). */
const USUAL_LENGTH = 56;

export class ProbeReader {
  #own: number | undefined;
  readonly #streams = new Map<number, EchoStream>();
  /** Kept until it is known whose they are. */
  readonly #early = new Map<number, Probe[]>();

  readonly node: string;
  readonly #vip: IpAddress;
  readonly #stream: string;
  readonly #dataLength: number;

  constructor({node, vip, stream, number}: ReadStream) {
    this.node = node;
    this.#vip = vip;
    this.#stream = stream;
    this.#dataLength = dataLengthOf(number);
  }

  /** What a frame says about our probes. */
  take(event: FrameEvent): readonly Probe[] {
    const frame = decodeFrame(event.octets, LINK_TYPE_ETHERNET);
    if (frame.kind !== 'icmp') return [];
    const {message, ip} = frame;
    if ('data' in message && message.data.length !== this.#dataLength) return [];
    if (message.type === 'echo-request' && event.own && ip.destination === this.#vip)
      return this.#asked(message.identifier, message.sequence, event.at);
    if (message.type === 'echo-reply' && !event.own && ip.source === this.#vip) {
      const {identifier, sequence, data} = message;
      const ttl = 'ttl' in ip && typeof ip.ttl === 'number' ? {ttl: ip.ttl} : {};
      return this.#answered(identifier, sequence, {
        at: event.at,
        from: ip.source,
        size: data.length + 8,
        ...ttl,
      });
    }
    return [];
  }

  #asked(identifier: number, wire: number, at: bigint): readonly Probe[] {
    if (this.#own !== undefined && identifier !== this.#own) return [];
    let stream = this.#streams.get(identifier);
    if (stream === undefined) {
      // A stream that was under way already is not ours.
      if (wire > 1 || this.#streams.size >= MOST_STREAMS) return [];
      stream = new EchoStream();
      this.#streams.set(identifier, stream);
    }
    const sequence = stream.asked(wire, at);
    const {node} = this;
    const name = this.#stream;
    const probe: Probe = {at, node, kind: 'probe-sent', stream: name, sequence, identifier};
    return this.#known(identifier, stream, probe);
  }

  #answered(
    identifier: number,
    wire: number,
    answer: Pick<ProbeAnsweredEvent, 'at' | 'from' | 'size' | 'ttl'>,
  ): readonly Probe[] {
    const stream = this.#streams.get(identifier);
    const request = stream?.request(wire);
    if (stream === undefined || request === undefined) return [];
    const {sequence, at: sentAt} = request;
    const {node} = this;
    const name = this.#stream;
    return this.#known(identifier, stream, {
      ...answer,
      ...{node, kind: 'probe-answered', stream: name, sequence, sentAt},
    });
  }

  #known(identifier: number, stream: EchoStream, probe: Probe): readonly Probe[] {
    if (this.#own === identifier) return [probe];
    const early = this.#early.get(identifier) ?? [];
    early.push(probe);
    this.#early.set(identifier, early);
    if (stream.count < RECOGNISED) return [];
    this.#own = identifier;
    for (const other of this.#streams.keys()) if (other !== identifier) this.#streams.delete(other);
    this.#early.clear();
    return early;
  }
}

/** The difference between two numbers of 16 bits, the short way round. */
function signed(difference: number): number {
  return ((((difference & 0xffff) + 0x8000) & 0xffff) - 0x8000) | 0;
}
