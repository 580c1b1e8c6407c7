/**
 * Making the kernel need a neighbour: a datagram to it, to the discard port (RFC 863).
 *
 * @module
 */

import {createSocket} from 'node:dgram';
import type {Ipv4Address} from '@vip/arp';

const DISCARD_PORT = 9;

/** Resolves when the kernel has accepted them all, which does not mean that any has left. */
export async function useNeighbours(targets: readonly Ipv4Address[]): Promise<void> {
  const socket = createSocket('udp4');
  // A refusal that arrives for an earlier datagram is not ours to report.
  socket.on('error', () => {});
  await Promise.all(
    targets.map(
      target => new Promise<void>(resolve => socket.send('', DISCARD_PORT, target, () => resolve())),
    ),
  );
  await new Promise<void>(resolve => socket.close(resolve));
}
