/**
 * Protocols, by which questions are matched with their answers, and the identity of a service of an address.
 *
 * @module
 */

export type Protocol = 'echo' | 'tcp' | 'udp' | 'neighbour';

/** A service of an address: one port, or pings. */
export interface ServiceName {
  readonly protocol: Protocol;
  /** The port of the address; 0 if the protocol has none. */
  readonly port: number;
}

/** @param port 0 if the protocol has none */
export function serviceKey(protocol: Protocol, port: number): number {
  return PROTOCOL_NUMBER[protocol] * 0x1_0000 + port;
}

const PROTOCOL_NUMBER: Readonly<Record<Protocol, number>> = {echo: 1, neighbour: 2, tcp: 3, udp: 4};

export function isSameService(a: ServiceName, b: ServiceName): boolean {
  return a.protocol === b.protocol && a.port === b.port;
}
