/**
 * Tickles, as CTDB and `vip tickle` send them: a segment to a client, in the name of a server that is gone, with the numbers 0.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Node} from '../sim/node.js';
import {type Segment, segmentMessage} from '../wire/transport.js';
import type {SessionEnd} from './tcp.js';

/** What identifies them in a capture. */
const WINDOW = 1234;

/** @param ip the address that the client talks to */
export function tickle(node: Node, ip: IpAddress, end: SessionEnd, flags: 'A' | 'SA'): void {
  const ends = {source: ip, destination: end.ip};
  const segment: Segment = {
    ...{sourcePort: end.service, destinationPort: end.port},
    ...{sequence: 0, acknowledgment: 0, flags, length: 0, window: WINDOW},
  };
  node.transmit(
    ends,
    end.mac,
    segmentMessage(ends, segment),
    {type: 'segment', ends, segment},
    node.mac,
    255,
  );
}
