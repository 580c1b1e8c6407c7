/**
 * The statement of a neighbour's frame about one address, in parts that a table can align. Pure.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';

/** The statement of a frame about an address, in parts that a view can lay out. */
export interface NeighbourStatement {
  /** `announcement`, `reply`, `who-has` or `probe who-has`. */
  readonly kind: string;
  /** The address that it is about. */
  readonly address: IpAddress;
  /** The rest of the statement; may be empty. */
  readonly rest: string;
}

/** As one line: `announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)`. */
export function formatStatement({kind, address, rest}: NeighbourStatement): string {
  return rest === '' ? `${kind} ${address}` : `${kind} ${address} ${rest}`;
}
