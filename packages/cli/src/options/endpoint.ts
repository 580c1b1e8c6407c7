/**
 * Where to connect, and where to listen.
 *
 * @module
 */

import {VipError} from '@vip/arp';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** `HOST:PORT`, `[ADDRESS]:PORT` */
export function parseReceiver(text: string): Endpoint {
  const [, bracketed, name, digits = ''] = /^(?:\[([^\]\s]+)\]|([^[\]:\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? name;
  const port = Number(digits);
  if (host !== undefined && port >= 1 && port <= 0xffff) return {host, port};
  throw new VipError('BAD_ARGUMENT', `expected HOST:PORT or [ADDRESS]:PORT, got ${JSON.stringify(text)}`);
}

/** The same, or a port alone. */
export function parseListening(text: string): Partial<Endpoint> & Pick<Endpoint, 'port'> {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 0xffff) return {port};
  if (/:/.test(text)) return parseReceiver(text);
  throw new VipError('BAD_ARGUMENT', `expected a port or ADDRESS:PORT, got ${JSON.stringify(text)}`);
}
