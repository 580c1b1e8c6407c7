/**
 * An address with a port, and the two ends of a TCP session. Text as ss(8) and URLs have it: `10.3.2.200:7000`,
 * `[fd00:3::200]:7000`.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '../address/ip-address.js';
import {isIpv4, parseIpv4} from '../address/ipv4-address.js';
import {parseIpv6} from '../address/ipv6-address.js';
import {VipError} from '../errors.js';

/** One end of a session. */
export interface SocketAddress {
  readonly address: IpAddress;
  /** 1 to 65535. */
  readonly port: number;
}

/** A TCP session as one of its ends sees it; both addresses are of one family. */
export interface TcpSession {
  /** The end that serves: a virtual IP and a port. */
  readonly local: SocketAddress;
  /** The client. */
  readonly remote: SocketAddress;
}

const MAPPED = '::ffff:';

/**
 * Parses `10.3.2.200:7000` or `[fd00:3::200]:7000`. The interface to which a socket is bound (`10.3.2.200%eth0:7000`) is dropped. An
 * IPv4-mapped address (`[::ffff:10.3.2.200]:7000`, of a server that listens for both families) becomes the IPv4 address that its packets have.
 *
 * @throws VipError `BAD_ADDRESS`
 */
export function parseSocketAddress(text: string): SocketAddress {
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]*)\]|([^[\]:]*)):(\d{1,5})$/.exec(text) ?? [];
  const bound = bracketed ?? plain ?? '';
  const host = bound.includes('%') ? bound.replace(/%[^%\s]{1,15}$/, '') : bound;
  const port = Number(digits);
  if (port < 1 || port > 0xffff) refuseSocketAddress(text);
  try {
    return {address: bracketed === undefined ? parseIpv4(host) : unmapped(host), port};
  } catch {
    refuseSocketAddress(text);
  }
}

function unmapped(host: string): IpAddress {
  const inside = host.toLowerCase().startsWith(MAPPED) ? host.slice(MAPPED.length) : '';
  return isIpv4(inside) ? parseIpv4(inside) : parseIpv6(host);
}

function refuseSocketAddress(text: string): never {
  throw new VipError(
    'BAD_ADDRESS',
    `socket address: expected ADDRESS:PORT or [ADDRESS]:PORT, got ${JSON.stringify(text)}`,
  );
}

/**
 * The text that `parseSocketAddress` parses.
 *
 * @param end the address and its port
 */
export function formatSocketAddress({address, port}: SocketAddress): string {
  return isOfIpv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}
