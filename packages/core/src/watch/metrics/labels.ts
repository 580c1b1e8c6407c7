/**
 * What an address and a network are called in labels. Pure.
 *
 * @module
 */

import {printable} from '@vip/analysis/printable';

export interface Place {
  readonly iface: string;
  readonly vlan: string;
}

/** @param network `eth0 VLAN 10` */
export function placeOf(network: string): Place {
  const [, iface = '', vlan = ''] = /^(.*?)(?:(?:^| )VLAN ([\d.]+))?$/s.exec(network) ?? [];
  return {iface: printable(iface), vlan};
}

export function secondsOf(ns: bigint): number {
  return Number(ns) / 1e9;
}
