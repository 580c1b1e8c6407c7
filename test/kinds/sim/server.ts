/**
 * The TCP of a node: how it handles a segment. As in every stack, an unknown session is reset.
 *
 * @module
 */

import type {Ends} from '../wire/packet.js';
import type {Segment} from '../wire/transport.js';
import {MS} from './clock.js';
import type {Node} from './node.js';

export const SERVICES = {dns: 53, syslog: 514, requests: 80, upload: 873, download: 8080} as const;

/** One end of a connection. */
export interface Session {
  /** The sequence numbers of the next octet expected and the next octet sent. */
  expects: number;
  sends: number;
  unacknowledged: number;
  /** Sends this many unsolicited octets. */
  push?(length: number): void;
}

/** Data segments between two acknowledgments of an upload (RFC 9293 §3.8.6.3: at least every second one). */
const ACKNOWLEDGE_EVERY = 2;
const DELAYED_ACKNOWLEDGMENT = 40 * MS;
const RESPONSE = 600;
const DOWNLOAD_SEGMENT = 1000;
const DOWNLOAD_BURST = 3;

/** @param answers with how many octets a program answers, 0 if none reads what the kernel accepts; as usual for the service if absent */
export function serve(
  node: Node,
  {source}: Ends,
  segment: Segment,
  reply: (segment: Segment) => void,
  answers?: number,
): void {
  const {sourcePort, destinationPort, sequence, acknowledgment, flags, length} = segment;
  if (flags.includes('R')) return;
  const key = `${source}:${sourcePort}:${destinationPort}`;
  const ports = {sourcePort: destinationPort, destinationPort: sourcePort};
  let session = node.sessions.get(key);
  const answer = (more: Partial<Segment>) =>
    reply({
      ...{...ports, sequence: session?.sends ?? 0, acknowledgment: session?.expects ?? 0},
      ...{flags: 'A', length: 0},
      ...more,
    });
  if (flags === 'S') {
    session ??= {expects: plus(sequence, 1), sends: plus(node.random.below(2 ** 32), 1), unacknowledged: 0};
    node.sessions.set(key, session);
    const own = session;
    own.push = length => {
      answer({flags: 'PA', length});
      own.sends = plus(own.sends, length);
    };
    answer({flags: 'SA', sequence: plus(session.sends, -1)});
  } else if (session === undefined) {
    if (!node.dropsUnknownSessions) answer({flags: 'R', sequence: acknowledgment});
  } else if (flags.includes('F')) {
    session.expects = plus(sequence, length + 1);
    node.sessions.delete(key);
    answer({flags: 'FA'});
  } else if (length > 0 && node.isFull) answer({window: 0});
  else if (isKeepAlive(segment, session) || (length > 0 && sequence !== session.expects)) answer({});
  else if (length > 0) {
    session.expects = plus(sequence, length);
    if (answers === 0) answer({});
    else if (answers !== undefined) session.push?.(answers);
    else take(node, session, destinationPort, flags, answer);
  }
}

/** Whether a segment is a keepalive, which lies just before the expected octet (RFC 9293 §3.8.4). */
function isKeepAlive({sequence, length}: Segment, {expects}: Session): boolean {
  return length === 0 && sequence === plus(expects, -1);
}

/** Takes new data, to which the response depends on the service. */
function take(
  node: Node,
  session: Session,
  service: number,
  flags: string,
  answer: (more: Partial<Segment>) => void,
): void {
  const push = (length: number, more: Partial<Segment> = {}) => {
    answer({flags: 'PA', length, ...more});
    session.sends = plus(session.sends, length);
  };
  if (service === SERVICES.requests) push(RESPONSE);
  else if (service === SERVICES.upload) {
    const acknowledge = () => {
      if (session.unacknowledged > 0 && node.isUp) answer({});
      session.unacknowledged = 0;
    };
    session.unacknowledged++;
    if (session.unacknowledged >= ACKNOWLEDGE_EVERY || flags.includes('P')) acknowledge();
    else node.network.clock.after(DELAYED_ACKNOWLEDGMENT, acknowledge);
  } else {
    for (let turn = 0; turn < DOWNLOAD_BURST; turn++) {
      node.network.clock.after(turn * 0.1 * MS, () => {
        if (node.isUp) push(DOWNLOAD_SEGMENT, {flags: 'A'});
      });
    }
  }
}

/** Adds to a sequence number, which wraps. */
export function plus(sequence: number, length: number): number {
  return (sequence + length) >>> 0;
}
