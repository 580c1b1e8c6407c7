/**
 * The labels of a series, and what an address and a network are called in them. Pure.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal/printable';

/** Values of labels by name. */
export type LabelValues = Readonly<Record<string, string | number>>;

/** The labels of one series, made once: its value is found by the object. */
export class Labels {
  /** As they are between the braces on a page: `ip="10.3.2.200",iface="eth0"`. */
  readonly text: string;
  /** How many more octets than characters the text has, in UTF-8. */
  readonly wide: number;

  /** @param before labels that come first */
  constructor(values: LabelValues, before?: Labels) {
    const pairs = Object.entries(values).map(([name, value]) => `${name}="${escaped(String(value))}"`);
    this.text = before === undefined ? pairs.join(',') : [before.text, ...pairs].join(',');
    this.wide = Buffer.byteLength(this.text) - this.text.length;
  }

  /** These and more. */
  and(values: LabelValues): Labels {
    return new Labels(values, this);
  }
}

/** A label's value may contain any character; three are escaped (exposition formats, label_value). */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** The labels as types. */
export type Where = {
  readonly iface: string;
  /** Only if there is one. Prometheus treats an empty label as absent, and a page of many addresses is a tenth shorter without it. */
  readonly vlan?: string;
  /** Only if several places are watched. */
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
