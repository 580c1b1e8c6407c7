/**
 * Distinguishing a proxy from a conflict. Two machines that both hold an address both answer, and so does a router with
 * `proxy_arp` besides every owner on the link: it is recognised by the number of different owners besides which it answers.
 * Two nodes that both hold five addresses are not proxies.
 *
 * @module
 */

import type {IpAddress} from '../wire/address/ip-address.js';
import type {MacAddress} from '../wire/address/mac.js';

/** A MAC that answers besides this many different owners is a proxy; two may be two conflicts. */
const PROXY_OWNERS = 3;

/** Maximum number of MACs remembered; the oldest is forgotten. */
const MAX_MACS = 1024;

/** Maximum number of addresses remembered for each. */
const MAX_ADDRESSES = 64;

export interface FoundProxy {
  readonly proxy: MacAddress;
  /** Number of addresses owned by others for which it answered. */
  readonly addresses: number;
}

export interface ProxyTracker {
  /** Both claim the address. A proxy is recognised by `both-answer`; once recognised, the rest is reported as well. */
  bothSpeak(
    network: string,
    ip: IpAddress,
    one: MacAddress,
    other: MacAddress,
    areAnswers: boolean,
  ): FoundProxy | undefined;
}

/** For each MAC, the owners besides which it answers, by address. */
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
