/**
 * Distinguishing one host that answers with several MACs from several hosts.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';

/** Number of MACs that are asked: more than one host is likely to have on a link. */
export const MAX_ASKED = 8;

/** Hop limit of the questions: so that a node that only forwards what is sent to it, as a spoofer does, is not taken for the destination. */
export const HOPS = 1;

export type Kinship = 'one-host' | 'two-hosts' | 'unknown';

/** Asks MACs questions whose answers show whether they belong to one host. */
export interface HostInquiry {
  /** Takes a captured frame that is not one of ours. */
  hear(bytes: Uint8Array): void;
  /** Asks the first of them. @throws the signal's reason */
  ask(macs: readonly MacAddress[], send: (frame: Uint8Array) => void, signal: AbortSignal): Promise<void>;
  kinship(one: MacAddress, other: MacAddress): Kinship;
}

/** Which MACs belong to one host. */
export interface Hosts {
  /** The number of each MAC's host, from 1. If it cannot be told, a MAC counts as a host of its own. */
  readonly of: ReadonlyMap<MacAddress, number>;
  /** Whether it is certain that no two of these are the same host. */
  readonly isCertain: boolean;
}

/** Sorts MACs by their kinship. */
export function hostsOf(
  macs: readonly MacAddress[],
  kinship: (one: MacAddress, other: MacAddress) => Kinship,
): Hosts {
  const of = new Map<MacAddress, number>();
  /** One MAC of each host. */
  const hosts: MacAddress[] = [];
  let isCertain = true;
  for (const mac of macs) {
    const kinships = hosts.slice(0, MAX_ASKED).map(host => kinship(host, mac));
    const same = kinships.indexOf('one-host');
    if (same < 0 && (kinships.includes('unknown') || hosts.length > MAX_ASKED)) isCertain = false;
    if (same < 0) hosts.push(mac);
    of.set(mac, same < 0 ? hosts.length : same + 1);
  }
  return {of, isCertain};
}
