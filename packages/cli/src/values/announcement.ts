/**
 * How an address is announced, as values of options: form, MACs, VLAN tags, and how many are lost.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {
  ANNOUNCEMENT_FORMS,
  type AnnouncementForm,
  isGroupMac,
  type MacAddress,
  parseMac,
  type TargetMac,
  VipError,
  type VlanTag,
  vlanTag,
  ZERO_MAC,
} from '@vip/arp';
import type {GarpLoss} from '@vip/core';
import {oneOfSyntax, withSyntax} from '../options/syntax.js';
import {refuseValue} from './refuse.js';

export const parseForm = withSyntax(oneOfSyntax(ANNOUNCEMENT_FORMS), (text: string): AnnouncementForm => {
  const form = ANNOUNCEMENT_FORMS.find(known => known === text);
  if (form !== undefined) return form;
  throw new VipError('BAD_ARGUMENT', notAmong('form', ANNOUNCEMENT_FORMS, text));
});

export function parseTargetMac(text: string): TargetMac {
  if (text === 'broadcast' || text === 'zero' || text === 'self') return text;
  return /:/.test(text) ? parseMac(text) : refuseValue('broadcast, zero, self or a MAC address', text);
}

/** A MAC that a single station can have and send from. */
export function parseSourceMac(text: string): MacAddress {
  const mac = parseMac(text);
  if (mac === ZERO_MAC) refuseValue('a unicast address', text, 'which stands for "not known"');
  return isGroupMac(mac) ? refuseValue('a unicast address', text, 'a group') : mac;
}

/** `10`, or `100.10` for a tag in a tag, outermost first; a priority of 0 to 7 after a colon, `10:5`. */
export function parseVlans(text: string): VlanTag[] {
  return text.split('.').map(part => {
    const [, id, priority = '0'] = /^(\d{1,4})(?::([0-7]))?$/.exec(part) ?? [];
    return id === undefined
      ? refuseValue('ids of 0 to 4095 such as 10, 100.10 or 10:5', text)
      : vlanTag(Number(id), Number(priority));
  });
}

/** `3` for the first three, `all`, `50%` at random. */
export const parseGarpLoss = withSyntax(
  {pattern: '^(?:all|\\d{1,6}%?)$', minimum: 0},
  (text: string): GarpLoss => {
    if (text === 'all') return 'all';
    const [, digits, percent] = /^(\d{1,6})(%?)$/.exec(text) ?? [];
    const value = Number(digits);
    if (digits === undefined || (percent === '%' && value > 100)) {
      return refuseValue('a number, all, or a share of 0% to 100%', text);
    }
    return percent === '%' ? {percent: value} : {first: value};
  },
);
