/** Where the owners of a story show themselves in its capture. */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Owner} from '../truth.js';
import {macOctets} from '../wire/octets.js';
import {SECOND} from './clock.js';
import type {Captured} from './frame.js';

export interface Tenure {
  readonly mac: MacAddress;
  readonly router?: IpAddress;
  /** The second of the story from which it has the address. */
  readonly since: number;
}

/** The owners, without those that the capture does not show. */
export function ownersIn(captured: readonly Captured[], tenures: readonly Tenure[]): Owner[] {
  return tenures.flatMap(({mac, router, since}, index) => {
    const find = (offset: number, isClaim = false) =>
      captured.find(
        ({at, bytes, claims}) =>
          at >= Math.round(since * SECOND) && hasMac(bytes, offset, mac) && (claims === true || !isClaim),
      )?.number;
    const [from, to, by] = [find(SOURCE), find(DESTINATION), find(SOURCE, true)];
    if (from === undefined) return [];
    const fromFrame = index === 0 ? Math.min(from, to ?? from) : from;
    return [{mac, fromFrame, byFrame: by ?? from, ...(router && {router})}];
  });
}

const DESTINATION = 0;
const SOURCE = 6;

function hasMac(bytes: Uint8Array, offset: number, mac: MacAddress): boolean {
  return macOctets(mac).every((octet, index) => bytes[offset + index] === octet);
}
