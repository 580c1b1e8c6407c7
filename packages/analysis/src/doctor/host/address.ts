/**
 * @module
 */

import {type IpAddress, isIpv4, isIpv6, isOfIpv6, parseIp} from '@vip/arp';
import {asList, asNumber, asObject, asText, asTexts, type Json} from '../json.js';

/** An address of an interface, as printed by `ip -j addr`. */
export interface OwnAddress {
  readonly iface: string;
  readonly ip: IpAddress;
  readonly prefixLength: number;
  readonly broadcast: IpAddress | undefined;
  readonly scope: string;
  readonly label: string;
  readonly isSecondary: boolean;
  readonly isTentative: boolean;
  readonly isDadFailed: boolean;
  readonly isNodad: boolean;
  /** Seconds; infinite where it does not expire. */
  readonly validS: number;
  /** The protocol recorded by the kernel, which names the program that added it: `keepalived`. */
  readonly protocol: string;
}

/** How `ip` prints an infinite lifetime. */
const FOREVER = 0xffff_ffff;

export function readAddresses(printed: Json): OwnAddress[] {
  return asList(printed).flatMap(each => {
    const {ifname, addr_info} = asObject(each);
    return asList(addr_info).flatMap(info => addressOf(asText(ifname), asObject(info)));
  });
}

function addressOf(iface: string, info: ReturnType<typeof asObject>): OwnAddress[] {
  const ip = ipOf(info.local ?? info.address);
  if (ip === undefined) return [];
  const valid = asNumber(info.valid_life_time) ?? FOREVER;
  return [
    {
      iface,
      ip,
      prefixLength: asNumber(info.prefixlen) ?? (isOfIpv6(ip) ? 128 : 32),
      broadcast: ipOf(info.broadcast),
      scope: asText(info.scope),
      label: asText(info.label),
      isSecondary: info.secondary === true || asTexts(info.flags).includes('secondary'),
      isTentative: info.tentative === true,
      isDadFailed: info.dadfailed === true,
      isNodad: info.nodad === true,
      validS: valid >= FOREVER ? Number.POSITIVE_INFINITY : valid,
      protocol: asText(info.protocol),
    },
  ];
}

function ipOf(value: Json | undefined): IpAddress | undefined {
  const text = asText(value);
  return isIpv4(text) || isIpv6(text) ? parseIp(text) : undefined;
}
