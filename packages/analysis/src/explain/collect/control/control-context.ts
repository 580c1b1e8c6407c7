/**
 * A frame of ARP or neighbour discovery in its context, and the only station that receives it.
 *
 * @module
 */

import type {IpAddress, LinkFrame} from '@vip/arp';
import {hasGroupBit} from '@vip/arp/internal';
import type {Claim} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import type {Recipient} from '../../../claims/claimed.js';
import type {NetworkName} from '../../frames/networks.js';

/** A control frame, and where it was seen. */
export interface ControlContext extends Mark {
  /** The same time by the clock of the capture. */
  readonly ns: number;
  readonly network: NetworkName;
  readonly link: Pick<LinkFrame, 'source' | 'destination'>;
  /** The destination as a number. */
  readonly to: number;
}

/**
 * The only station that receives a claim; undefined if all do. A poisoner announces only to the stations that
 * it deceives.
 *
 * @param ip of the station, as the packet names it
 */
export function toldAlone(
  {destination}: ControlContext['link'],
  {what, asker}: Claim,
  ip: IpAddress,
): Recipient | undefined {
  if (what === 'answer') return asker === undefined ? undefined : {mac: asker, ip};
  return destination === undefined || hasGroupBit(destination) ? undefined : {mac: destination, ip};
}
