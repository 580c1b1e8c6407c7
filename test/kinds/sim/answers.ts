/** How a machine answers questions to an address that it has. */

import type {MacAddress} from '@vip/arp';
import type {Ends} from '../wire/packet.js';
import {refusalMessage} from '../wire/reports.js';
import {
  type Datagram,
  datagramMessage,
  type Echo,
  echoMessage,
  type Segment,
  segmentMessage,
} from '../wire/transport.js';
import type {Body, Incoming} from './frame.js';
import type {Holding, Reports, Service} from './holding.js';
import type {Node} from './node.js';
import {plus, SERVICES, serve} from './server.js';

export function answer(node: Node, holding: Holding, {body, source: from, payload}: Incoming): void {
  if (!holding.serves || !('ends' in body) || holding.ignores?.(body.ends.source) === true) return;
  const ends = {source: body.ends.destination, destination: body.ends.source};
  if (holding.reports !== undefined && (holding.reports.to ?? body.ends.source) === body.ends.source) {
    report(node, holding.reports, body, from, payload);
    return;
  }
  const back = new Back(node, ends, holding.trusts?.(body.ends.source) ?? from, holding);
  if (body.type !== 'advert') {
    const opens = body.type === 'segment' && body.segment.flags === 'S';
    const length = body.type === 'segment' ? body.segment.length : 0;
    const refusal = holding.services?.(serviceOf(body), {opens, asks: length > 0, length});
    const isRead = typeof refusal === 'number';
    if ((isRead || refusal === 'acknowledges') && body.type === 'segment')
      serve(node, body.ends, body.segment, segment => back.segment(segment), isRead ? refusal : 0);
    else if (refusal === 'refuses' && body.type === 'segment') back.reset(body.segment);
    else if (refusal === 'refuses') back.refuse(payload);
    if (refusal !== undefined) return;
  }
  if (body.type === 'echo') back.echo(body.echo);
  else if (body.type === 'datagram') back.datagram(body.datagram);
  else if (body.type === 'advert') return;
  else if (holding.resets) back.reset(body.segment);
  else if (holding.refuses === undefined)
    serve(node, body.ends, body.segment, segment => back.segment(segment));
  else back.refuse(payload);
}

function report(
  node: Node,
  {by: source, refusal, oneIn, said}: Reports,
  {ends: {source: destination}}: Extract<Body, {ends: Ends}>,
  to: MacAddress,
  packet: Uint8Array,
): void {
  if (!node.random.oneIn(oneIn)) return;
  const ends = {source, destination};
  const record = node.transmit(ends, to, refusalMessage(ends, refusal, packet), {type: 'other'}, node.mac);
  if (record !== undefined) said.push(record);
}

function serviceOf(body: Extract<Body, {type: 'echo' | 'datagram' | 'segment'}>): Service {
  if (body.type === 'echo') return 'ping';
  return body.type === 'segment'
    ? `tcp ${body.segment.destinationPort}`
    : `udp ${body.datagram.destinationPort}`;
}

/** The way back to the asker. */
class Back {
  readonly #source: MacAddress;
  readonly #ttl: number;

  constructor(
    readonly node: Node,
    readonly ends: Ends,
    readonly to: MacAddress,
    readonly holding: Holding,
  ) {
    const {source, hops = 0} = holding;
    this.#ttl = 64 - hops;
    this.#source = typeof source === 'function' ? source(ends.destination) : source;
  }

  echo(asked: Echo): void {
    if (asked.reply) return;
    const {node, ends, to} = this;
    const echo = {...asked, reply: true};
    node.transmit(ends, to, echoMessage(ends, echo), {type: 'echo', ends, echo}, this.#source, this.#ttl);
  }

  /** A name server answers; a log server does not. */
  datagram(asked: Datagram): void {
    if (asked.destinationPort !== SERVICES.dns) {
      const data = this.holding.responds?.(asked, (said, after = 0, from = asked.destinationPort) =>
        this.node.network.clock.after(after, () => this.#respond({...asked, destinationPort: from}, said)),
      );
      if (data !== undefined) this.#respond(asked, data);
      return;
    }
    const response = asked.data.slice();
    response.set([0x81, 0x80], 2);
    const {takes} = this.holding;
    if (takes === undefined) this.#respond(asked, response);
    else this.node.network.clock.after(takes(), () => this.#respond(asked, response));
  }

  #respond({sourcePort, destinationPort}: Datagram, data: Uint8Array): void {
    const {node, ends, to} = this;
    const datagram = {sourcePort: destinationPort, destinationPort: sourcePort, data};
    node.transmit(
      ends,
      to,
      datagramMessage(ends, datagram),
      {type: 'datagram', ends, datagram},
      this.#source,
      this.#ttl,
    );
  }

  segment(segment: Segment): void {
    const {node, ends, to} = this;
    node.transmit(
      ends,
      to,
      segmentMessage(ends, segment),
      {type: 'segment', ends, segment},
      this.#source,
      this.#ttl,
    );
  }

  /** A reset for a segment without a session (RFC 9293 §3.10.7.1). */
  reset({sourcePort, destinationPort, sequence, acknowledgment, flags, length}: Segment): void {
    if (flags.includes('R')) return;
    const ports = {sourcePort: destinationPort, destinationPort: sourcePort};
    const own = flags.includes('A')
      ? {flags: 'R', sequence: acknowledgment, acknowledgment: 0}
      : {flags: 'RA', sequence: 0, acknowledgment: plus(sequence, length + 1)};
    this.segment({...ports, ...own, length: 0});
  }

  refuse(packet: Uint8Array): void {
    const {node, ends, to} = this;
    const refusal = node.holdings.get(ends.source)?.refuses ?? 'port';
    node.transmit(ends, to, refusalMessage(ends, refusal, packet), {type: 'other'}, this.#source);
  }
}
