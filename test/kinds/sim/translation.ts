/**
 * A router that masquerades: to the network of the address, all packets of its hosts come from itself (RFC 3022 §2.2). Ports and identifiers
 * stay, as with Linux while no two hosts use the same.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type Ends, identificationOf, ipPacket, timeToLive} from '../wire/packet.js';
import {datagramMessage, echoMessage, type Message, segmentMessage} from '../wire/transport.js';
import type {Body, Outgoing} from './frame.js';

/** A packet between two ends. */
type Talking = Extract<Body, {type: 'echo' | 'datagram' | 'segment'}>;

export class Translation {
  readonly #hosts = new Map<string, IpAddress>();

  constructor(readonly own: IpAddress) {}

  /** A host's packet, as the router sends it. */
  out<Frame extends Outgoing>(frame: Frame): Frame {
    const {body} = frame;
    if (!isTalking(body)) return frame;
    this.#hosts.set(hostKey(body, 'source'), body.ends.source);
    return readdressed(frame, body, {...body.ends, source: this.own});
  }

  /** An answer to the router, as its host gets it; undefined if it is for none. */
  back<Frame extends Outgoing>(frame: Frame): Frame | undefined {
    const {body} = frame;
    if (!isTalking(body)) return undefined;
    const destination = this.#hosts.get(hostKey(body, 'destination'));
    return destination && readdressed(frame, body, {...body.ends, destination});
  }
}

function isTalking(body: Body): body is Talking {
  return body.type === 'echo' || body.type === 'datagram' || body.type === 'segment';
}

/** @param end the host's */
function hostKey(body: Talking, end: 'source' | 'destination'): string {
  if (body.type === 'echo') return `echo ${body.echo.identifier}`;
  const {sourcePort, destinationPort} = body.type === 'segment' ? body.segment : body.datagram;
  return `${body.type} ${end === 'source' ? sourcePort : destinationPort}`;
}

function readdressed<Frame extends Outgoing>(frame: Frame, body: Talking, ends: Ends): Frame {
  const {payload} = frame;
  const packet = {ttl: timeToLive(payload), id: identificationOf(payload)};
  return {
    ...frame,
    payload: ipPacket({...ends, ...messageOf(body, ends), ...packet}),
    body: {...body, ends},
  };
}

function messageOf(body: Talking, ends: Ends): Message {
  if (body.type === 'echo') return echoMessage(ends, body.echo);
  return body.type === 'segment' ? segmentMessage(ends, body.segment) : datagramMessage(ends, body.datagram);
}
