/**
 * What an address and a network are called in labels. Pure.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal/printable';

/** As types that labels are made of. */
export type Where = {
  readonly iface: string;
  /** Only where there is one: to Prometheus an empty label is none, and a page of many addresses is a tenth shorter without. */
  readonly vlan?: string;
  /** Only where several places are watched. */
  readonly place?: string;
};

/** @param network `eth0 VLAN 10` */
export function whereOf(network: string, place: string | undefined): Where {
  const [, iface = '', vlan = ''] = /^(.*?)(?:(?:^| )VLAN ([\d.]+))?$/s.exec(network) ?? [];
  return {
    iface: printable(iface),
    ...(vlan === '' ? {} : {vlan}),
    ...(place === undefined ? {} : {place}),
  };
}

export function secondsOf(ns: bigint): number {
  return Number(ns) / 1e9;
}
