/**
 * Telling a proxy from a conflict. Two machines that both hold an address answer beside each other, and so does a router with
 * `proxy_arp` beside every owner on the link: it is known by the number of different owners that it speaks beside.
 * A pair of nodes that both hold five addresses is no proxy.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';

/** Who answers besides so many different owners is a proxy; two may as well be two conflicts. */
const PROXY_OWNERS = 3;

/** MACs that are remembered; the first one is forgotten. */
const MAX_MACS = 1024;

/** Addresses that are remembered of each. */
const MAX_ADDRESSES = 64;

export interface FoundProxy {
  readonly proxy: MacAddress;
  /** For how many addresses that others own it was heard to answer. */
  readonly addresses: number;
}

export interface ProxyTracker {
  /** Both claim the address. `both-answer` is what a proxy is known by; once known, the rest is told as well. */
  bothSpeak(
    network: string,
    ip: IpAddress,
    one: MacAddress,
    other: MacAddress,
    areAnswers: boolean,
  ): FoundProxy | undefined;
}

/** For each MAC, beside whom it speaks, by address. */
export function trackProxies(): ProxyTracker {
  const beside = new Map<string, Map<IpAddress, MacAddress>>();

  const remember = (network: string, ip: IpAddress, mac: MacAddress, owner: MacAddress) => {
    const key = `${mac} ${network}`;
    let owners = beside.get(key);
    if (owners === undefined) {
      if (beside.size === MAX_MACS) beside.delete(beside.keys().next().value as string);
      owners = new Map();
      beside.set(key, owners);
    }
    if (owners.size < MAX_ADDRESSES) owners.set(ip, owner);
  };
  const find = (network: string, ip: IpAddress, proxy: MacAddress): FoundProxy | undefined => {
    const owners = beside.get(`${proxy} ${network}`);
    const isOne = owners?.has(ip) === true && new Set(owners.values()).size >= PROXY_OWNERS;
    return isOne ? {proxy, addresses: owners.size} : undefined;
  };

  return {
    bothSpeak(network, ip, one, other, areAnswers) {
      if (areAnswers) {
        remember(network, ip, one, other);
        remember(network, ip, other, one);
      }
      return find(network, ip, one) ?? find(network, ip, other);
    },
  };
}
