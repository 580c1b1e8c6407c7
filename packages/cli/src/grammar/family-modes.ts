/**
 * The modes of a command by the families of its virtual IP: some options are for one family alone.
 *
 * @module
 */

import type {FamilyChoice, SettingChange} from '@vip/analysis/internal';
import type {IpFamily} from '@vip/arp';
import {chosenFamilies} from '../families.js';
import {ANNOUNCEMENT_FORM, NO_OVERRIDE, TARGET_MAC} from '../options/announcement.js';
import {FAMILY, SET, VIP} from '../options/lab.js';
import type {AnyOption} from '../options/option.js';
import type {Called, Mode} from './mode.js';

/** @param onlyIpv6 further options that mean nothing without an IPv6 address */
export function familyModes(call: string, onlyIpv6: readonly AnyOption[] = []): Mode[] {
  return [
    {
      call: `${call} with an IPv6 address alone`,
      when: called => !isMeant(called, 'IPv4'),
      except: [ANNOUNCEMENT_FORM, TARGET_MAC],
      remedy: 'it applies to ARP only',
    },
    {
      call: `${call} without an IPv6 address`,
      when: called => !isMeant(called, 'IPv6'),
      except: [NO_OVERRIDE, ...onlyIpv6],
      remedy: 'it applies to IPv6 only (--family 6)',
    },
  ];
}

function isMeant({value}: Called, wanted: IpFamily): boolean {
  const family = value(FAMILY) as FamilyChoice | undefined;
  const vip = value(VIP) as string[] | undefined;
  const set = value(SET) as SettingChange[] | undefined;
  return chosenFamilies({...(family && {family}), ...(vip && {vip}), ...(set && {set})}).includes(wanted);
}
