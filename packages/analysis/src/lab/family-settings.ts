/**
 * The addresses of a lab in one family or in both. Each family has its own settings, for the same nodes.
 * Pure.
 *
 * @module
 */

import {type IpFamily, isIpv4, isIpv6, VipError} from '@vip/arp';
import {changeSettings, isAddressSetting, type SettingChange} from './settings.js';
import type {LabSettings, StationName} from './stations.js';

/** The families of a run, by what the user writes. */
export const FAMILIES = {
  '4': ['IPv4'],
  '6': ['IPv6'],
  both: ['IPv4', 'IPv6'],
} as const satisfies Readonly<Record<string, readonly IpFamily[]>>;

export type FamilyChoice = '4' | '6' | 'both';

/** The families implied by the given addresses: IPv6 if all of them are IPv6, IPv4 otherwise. */
export function familiesOfChanges(changes: readonly SettingChange[]): readonly IpFamily[] {
  const families = changes.flatMap(change => familyOfChange(change) ?? []);
  return families.length > 0 && families.every(family => family === 'IPv6') ? FAMILIES['6'] : FAMILIES['4'];
}

/**
 * The settings of each family, with the changes that apply to it. A MAC applies to every family.
 *
 * @param isRouted as for `changeSettings`
 * @throws VipError as `changeSettings`, and `BAD_ARGUMENT` for an address of a family that is not asked for
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

/**
 * Undefined for a value that is not an IP address: a MAC, or a mistake, which any family's settings report.
 */
function familyOfChange([name, value]: SettingChange): IpFamily | undefined {
  if (!isAddressSetting(name)) return undefined;
  const [address = ''] = value.split('/');
  return isIpv6(address) ? 'IPv6' : isIpv4(address) ? 'IPv4' : undefined;
}
