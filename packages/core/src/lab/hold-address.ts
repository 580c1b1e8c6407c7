/**
 * The VIP at its first holder. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {giveAddress} from './building-blocks.js';
import type {IpCommand} from './plan.js';

/** `ip addr add` of the VIP to the active node; the passive one does the same when it takes over. */
export function holdAddress({vip, active}: Pick<LabSettings, 'vip' | 'active'>): IpCommand {
  return giveAddress('add', active.iface, vip, {detects: false});
}
