/**
 * Protocols, by which questions are matched with their answers, and the identity of a service of an address.
 *
 * @module
 */

export type Protocol = 'echo' | 'tcp' | 'udp' | 'tunnel' | 'neighbour';

/** A service of an address: one port, pings, or a tunnel. */
export interface ServiceName {
  readonly protocol: Protocol;
  /** The port of the address; of a tunnel, the IANA number of its protocol over IP; 0 if the protocol has none. */
  readonly port: number;
}

/** @param port as in `ServiceName` */
export function serviceKey(protocol: Protocol, port: number): number {
  return PROTOCOL_NUMBER[protocol] * 0x1_0000 + port;
}

const PROTOCOL_NUMBER: Readonly<Record<Protocol, number>> = {
  echo: 1,
  neighbour: 2,
  tcp: 3,
  udp: 4,
  tunnel: 5,
};

export function isSameService(a: ServiceName, b: ServiceName): boolean {
  return a.protocol === b.protocol && a.port === b.port;
}
