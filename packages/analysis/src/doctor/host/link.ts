/**
 * @module
 */

import {asList, asNumber, asObject, asText, asTexts, type Json, type JsonObject} from '../json.js';

/** An interface, as printed by `ip -d -j link`. */
export interface HostLink {
  readonly name: string;
  /** Alternative names: `ip link property add dev eth0 altname lan0`. */
  readonly otherNames: readonly string[];
  readonly index: number;
  readonly flags: readonly string[];
  readonly mtu: number;
  /** `UP`, `DOWN`, `UNKNOWN` (lo, tun), `LOWERLAYERDOWN`, `DORMANT`. */
  readonly operstate: string;
  readonly linkType: string;
  readonly mac: string;
  /** The parent of a macvlan, the lower interface of a VLAN; undefined where it is in another namespace. */
  readonly parent: string | undefined;
  /** The bridge, bond or VRF it is part of. */
  readonly master: string | undefined;
  /** `bridge`, `bond`, `macvlan`, `vlan`, `vrf`, `veth`; empty for hardware. */
  readonly kind: string;
  /** The properties of the kind. */
  readonly data: JsonObject;
  readonly hasXdp: boolean;
}

export function readLinks(printed: Json): HostLink[] {
  return asList(printed).map(each => {
    const link = asObject(each);
    const info = asObject(link.linkinfo);
    return {
      name: asText(link.ifname),
      otherNames: asTexts(link.altnames),
      index: asNumber(link.ifindex) ?? 0,
      flags: asTexts(link.flags),
      mtu: asNumber(link.mtu) ?? 0,
      operstate: asText(link.operstate),
      linkType: asText(link.link_type),
      mac: asText(link.address),
      parent: typeof link.link === 'string' ? link.link : undefined,
      master: typeof link.master === 'string' ? link.master : undefined,
      kind: asText(info.info_kind),
      data: asObject(info.info_data),
      hasXdp: link.xdp !== undefined,
    };
  });
}

/** The virtual MAC of VRRP, for which keepalived creates a macvlan. */
export function hasVirtualMac({mac}: HostLink): boolean {
  return /^00:00:5e:00:0[12]:/.test(mac);
}

export function isUp({flags}: HostLink): boolean {
  return flags.includes('UP');
}
