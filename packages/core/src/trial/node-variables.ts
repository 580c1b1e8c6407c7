/**
 * What the user's commands find in their environment: where they are, and which address is theirs to move. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {heartbeatOf, settingsFamily} from '@vip/analysis/internal';
import {candidates} from './driver.js';

export function nodeVariables(
  settings: LabSettings,
  families: readonly LabSettings[],
  {node, iface}: Station,
): Record<string, string> {
  const peer = candidates(settings).find(other => other.node !== node);
  const own = heartbeatOf(settings, {node});
  return {
    VIP: settings.vip.address,
    PREFIX: String(settings.vip.prefixLength),
    IFACE: iface,
    NODE: node,
    PEER: peer?.address.address ?? '',
    HEARTBEAT_IFACE: own.iface,
    HEARTBEAT_PEER: peer === undefined ? '' : heartbeatOf(settings, peer).address.address,
    ...ipv6Variables(families),
  };
}

function ipv6Variables(families: readonly LabSettings[]): Record<string, string> {
  const vip = families.find(settings => settingsFamily(settings) === 'IPv6')?.vip;
  return vip === undefined ? {} : {VIP6: vip.address, PREFIX6: String(vip.prefixLength)};
}
