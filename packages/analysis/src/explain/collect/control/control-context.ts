/**
 * A frame of ARP or neighbour discovery in its context, and the only station that receives it.
 *
 * @module
 */

import {type IpAddress, type LinkFrame, PACKET_TYPE, UNKNOWN_MAC} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';
import type {Mark} from '../../../capture/mark.js';
import type {SeenView} from '../../../capture/seen-view.js';
import type {Recipient} from '../../../claims/claimed.js';
import type {NetworkName} from '../../frames/networks.js';

/** A control frame, and where it was seen. One object, overwritten for each frame: only the mark may be kept. */
export interface ControlContext extends Mark {
  readonly mark: Mark;
  /** The same time by the clock of the capture. */
  readonly ns: number;
  readonly network: NetworkName;
  readonly link: Pick<LinkFrame, 'source' | 'destination'>;
  /** The destination as a number. */
  readonly to: number;
  /** Whether it certainly went to a single station; a cooked capture says that without its MAC. */
  readonly isToOne: boolean;
}

/**
 * The only station that receives a claim; undefined if all do. A poisoner announces only to the stations that
 * it deceives.
 *
 * @param ip of the station, as the packet names it
 */
export function toldAlone(
  {link: {destination}, isToOne}: Pick<ControlContext, 'link' | 'isToOne'>,
  {what, asker}: Claim,
  ip: IpAddress,
): Recipient | undefined {
  if (what === 'answer' && asker !== undefined) return {mac: asker, ip};
  return isToOne ? {mac: destination, ip} : undefined;
}

/**
 * Whether a frame of ARP or neighbour discovery certainly went to a single station. Of what the capturing machine itself sent by ARP, a
 * cooked capture does not show it.
 */
export function isToOne({isGroup, destinationMac, packetType, kind}: SeenView): boolean {
  if (isGroup) return false;
  return destinationMac !== UNKNOWN_MAC || kind === 'discovery' || packetType !== PACKET_TYPE.outgoing;
}
