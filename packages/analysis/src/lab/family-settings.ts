/**
 * The addresses of a lab in one family or in both: each has settings of its own, with the same nodes in them. Pure.
 *
 * @module
 */

import {type IpFamily, isIpv4, isIpv6, VipError} from '@vip/arp';
import {changeSettings, isAddressSetting, type SettingChange} from './settings.js';
import type {LabSettings, StationName} from './stations.js';

/** Which families a run is of, as the user writes it. */
export const FAMILIES = {
  '4': ['IPv4'],
  '6': ['IPv6'],
  both: ['IPv4', 'IPv6'],
} as const satisfies Readonly<Record<string, readonly IpFamily[]>>;

export type FamilyChoice = '4' | '6' | 'both';

/** The families meant by addresses alone: IPv6 where all that are given are of it, and IPv4 otherwise. */
export function familiesOfChanges(changes: readonly SettingChange[]): readonly IpFamily[] {
  const families = changes.flatMap(change => familyOfChange(change) ?? []);
  return families.length > 0 && families.every(family => family === 'IPv6') ? FAMILIES['6'] : FAMILIES['4'];
}

/**
 * The settings of each family, with its own of the changes; a MAC is that of all.
 *
 * @param isRouted as for `changeSettings`
 * @throws VipError as `changeSettings`, and `BAD_ARGUMENT` for an address of a family that is not among them
 */
export function changeFamilySettings(
  changes: readonly SettingChange[],
  families: readonly IpFamily[],
  onRealNetwork: readonly StationName[] = [],
  isRouted = false,
): LabSettings[] {
  for (const change of changes) {
    const [name, value] = change;
    const family = familyOfChange(change) ?? families[0];
    if (family === undefined || families.includes(family)) continue;
    const problem = `expected an ${families.join(' or ')} address, got ${value}`;
    throw new VipError('BAD_ARGUMENT', `settings: ${name === 'vip' ? '' : `${name}: `}${problem}`);
  }
  return families.map(family =>
    changeSettings(
      changes.filter(change => (familyOfChange(change) ?? family) === family),
      onRealNetwork,
      family,
      isRouted,
    ),
  );
}

/** Undefined for what is no address: a MAC, or a mistake, which every family tells. */
function familyOfChange([name, value]: SettingChange): IpFamily | undefined {
  if (!isAddressSetting(name)) return undefined;
  const [address = ''] = value.split('/');
  return isIpv6(address) ? 'IPv6' : isIpv4(address) ? 'IPv4' : undefined;
}
