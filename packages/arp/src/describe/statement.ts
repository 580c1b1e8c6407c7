/**
 * What a neighbour's frame says of one address, as the parts of a line that a table writes below each other. Pure.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';

/** What a frame says of an address, in parts that a view can lay out. */
export interface Statement {
  /** `announcement`, `reply`, `who-has` or `probe who-has`. */
  readonly kind: string;
  /** The address that it is about. */
  readonly address: IpAddress;
  /** What it says of it; empty where that is all. */
  readonly rest: string;
}

/** As one line: `announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)`. */
export function formatStatement({kind, address, rest}: Statement): string {
  return rest === '' ? `${kind} ${address}` : `${kind} ${address} ${rest}`;
}
