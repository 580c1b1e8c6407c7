/**
 * How questions are matched with their answers, and what identifies a service of an address.
 *
 * @module
 */

export type Protocol = 'echo' | 'tcp' | 'udp' | 'neighbour';

/** @param port 0 if the protocol has none */
export function serviceKey(protocol: Protocol, port: number): number {
  return PROTOCOL_NUMBER[protocol] * 0x1_0000 + port;
}

const PROTOCOL_NUMBER: Readonly<Record<Protocol, number>> = {echo: 1, neighbour: 2, tcp: 3, udp: 4};
