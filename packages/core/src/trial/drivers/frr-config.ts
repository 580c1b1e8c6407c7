/**
 * A configuration of FRR's vrrpd: virtual router 51 on the node's interface, with an address of each family. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {settingsFamily} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {candidates} from '../driver.js';

export interface FrrPlan {
  readonly families: readonly LabSettings[];
  /** 0 for the active node, 1 for the passive one. */
  readonly index: number;
  readonly periodMs: number;
  readonly extra: readonly string[];
}

/** The virtual router of the trial. */
export const FRR_VRID = 51;

const PRIORITIES = [150, 100];

export function frrConfig({families, index, periodMs, extra}: FrrPlan): string {
  const [first] = families;
  const iface = first === undefined ? '' : candidates(first)[index]?.iface;
  const lines = [
    `priority ${PRIORITIES[index]}`,
    `advertisement-interval ${periodMs}`,
    ...extra,
    ...families.map(settings => {
      const word = settingsFamily(settings) === 'IPv4' ? 'ip' : 'ipv6';
      return `${word} ${settings.vip.address}`;
    }),
  ];
  // The router first, then the statements about it.
  return [
    `interface ${iface}`,
    ` vrrp ${FRR_VRID}`,
    ...lines.map(line => ` vrrp ${FRR_VRID} ${line}`),
    'exit',
    '',
  ].join('\n');
}

/**
 * Refuses lines that would not be read as statements about the virtual router.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function refuseStrangeLines(extra: readonly string[]): void {
  const strange = extra.find(line => !/^[\w.:-]+(?: [\w.:-]+)*$/.test(line));
  if (strange === undefined) return;
  const expected = `words that can follow vrrp ${FRR_VRID}, such as "version 2"`;
  throw new VipError('BAD_ARGUMENT', `driver frr: expected ${expected}, got ${JSON.stringify(strange)}`);
}
