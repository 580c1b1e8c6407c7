/**
 * @module
 */

/** A listening TCP socket, as printed by `ss -Hltn`. */
export interface Listener {
  /** `*`, `0.0.0.0` and `::` for all addresses. */
  readonly address: string;
  readonly port: number;
  /** The interface or VRF that it is bound to with SO_BINDTODEVICE. */
  readonly device: string | undefined;
}

export function readListeners(printed: string): Listener[] {
  return printed.split('\n').flatMap(line => {
    const local = line.trim().split(/\s+/)[3] ?? '';
    const match = /^(.*?)(?:%([^:]+))?:(\d+)$/.exec(local);
    if (match === null) return [];
    const [, address = '', device, port = ''] = match;
    return [{address: address.replace(/^\[|\]$/g, ''), device, port: Number(port)}];
  });
}

const ANY = ['*', '0.0.0.0', '::'];

export function isForAny({address}: Listener): boolean {
  return ANY.includes(address);
}
