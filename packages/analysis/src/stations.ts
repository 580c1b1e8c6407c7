/**
 * The stations of the failover lab, and their addresses.
 *
 * @module
 */

import type {Ipv4Interface, MacAddress} from '@vip/arp';

/** The node that exists from the start, and holds the macvlans' parent: the lab's own namespace, or the machine's. */
export const HOST = 'host';

/** The node that is the switch of a lab of its own. */
export const SWITCH = 'lan';

/** The host's interface on which the macvlans are built, in a lab of its own. */
export const UPLINK = 'uplink0';

/** An interface of the lab: its node and its addresses. */
export interface Station {
  /** The network namespace. */
  readonly node: string;
  readonly iface: string;
  readonly mac: MacAddress;
  readonly address: Ipv4Interface;
}

/** Every address of the lab. */
export interface LabSettings {
  readonly vip: Ipv4Interface;
  /** Initial holder of the VIP. */
  readonly active: Station;
  /** Takes the VIP over. */
  readonly passive: Station;
  /** A client on the same machine. */
  readonly client: Station;
  /** "The external node on the same subnet". */
  readonly ext: Station;
  /** The default gateway, on the VIP's side. */
  readonly router: Station;
  /** The same router, on the far side. */
  readonly routerRemote: Station;
  /** Reaches the VIP only through the router. */
  readonly remote: Station;
  /** A third machine that claims the VIP, if there is one. */
  readonly rogue?: Station;
}

/** The stations that may have the VIP, or claim to. */
export function claimants({active, passive, rogue}: LabSettings): readonly Station[] {
  return [active, passive, ...(rogue === undefined ? [] : [rogue])];
}

/** The stations that every lab has. */
export type StationName = Exclude<keyof LabSettings, 'vip' | 'rogue'>;
