/**
 * The address families that a call is about, as far as its options show.
 *
 * @module
 */

import {FAMILIES, type FamilyChoice, familiesOfChanges, type SettingChange} from '@vip/analysis/internal';
import type {IpFamily} from '@vip/arp';

/** The options that determine them: the family, and addresses. */
export interface FamilyOptions {
  readonly family?: FamilyChoice;
  readonly vip?: readonly string[];
  readonly set?: readonly SettingChange[];
}

/** The changes that `--vip` stands for. */
export function vipChanges(vips: readonly string[] = []): SettingChange[] {
  return vips.map(address => ['vip', address]);
}

/** By `--family`, or else by the addresses on the command line. */
export function chosenFamilies({family, vip, set = []}: FamilyOptions): readonly IpFamily[] {
  return family === undefined ? familiesOfChanges([...set, ...vipChanges(vip)]) : FAMILIES[family];
}
