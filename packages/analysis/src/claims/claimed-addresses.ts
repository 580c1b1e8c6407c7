/**
 * All addresses that a MAC claims: a MAC that claims both ends of a conversation is between them.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';
import type {Mark, Run} from '../capture/mark.js';
import {type Claimed, isOnlyAnswered, isSaidUnasked, newClaimed, type Recipient, say} from './claimed.js';

const MAX_MACS = 4096;
const MAX_ADDRESSES = 32;

/** A MAC that answers for this many addresses without a rival may do so on behalf of others. */
export const LIKE_A_PROXY = 3;

export class ClaimedAddresses {
  /** By network, and by MAC. */
  readonly #of = new Map<string, Map<MacAddress, Map<IpAddress, Claimed>>>();
  /** MACs in all networks. */
  #macs = 0;
  /**
   * Grows whenever a MAC that claims several addresses begins to claim one unasked, or claims as many as a
   * proxy, or when one goes on telling single stations: verdicts on the others may change.
   */
  changes = 0;

  /** @param unasked the station that was told without having asked; undefined if all were told, or it had asked */
  note(
    {network, mac, ip, what}: Pick<Claim, 'network' | 'mac' | 'ip' | 'what'>,
    unasked: Recipient | undefined,
    mark: Mark,
  ): void {
    const claimed = this.#claimed(network, mac, ip);
    if (claimed === undefined) return;
    const {isPersistent} = claimed;
    const before = isSaidUnasked(claimed);
    say(claimed, what, unasked, mark);
    if (!isPersistent && claimed.isPersistent) this.changes++;
    if (!before && isSaidUnasked(claimed) && this.#claimsSeveral(network, mac)) this.changes++;
  }

  hasBesides(network: string, mac: MacAddress, ip: IpAddress): boolean {
    for (const [other, ips] of this.#of.get(network) ?? []) if (other !== mac && ips.has(ip)) return true;
    return false;
  }

  has(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.#known(network, mac, ip) !== undefined;
  }

  /**
   * Whether a MAC claims the address without being asked: it sends requests from the address, or answers
   * stations that had not asked. A proxy does neither.
   */
  isUnasked(network: string, mac: MacAddress, ip: IpAddress): boolean {
    const claimed = this.#known(network, mac, ip);
    return claimed !== undefined && isSaidUnasked(claimed);
  }

  /**
   * Whether a MAC claims the address in no other way: it neither answers stations that ask nor announces the
   * address to all.
   */
  isOnlyUnasked(network: string, mac: MacAddress, ip: IpAddress): boolean {
    const claimed = this.#known(network, mac, ip);
    return claimed?.isOpen === false && isSaidUnasked(claimed);
  }

  /** Whether, in addition, only the stations that it deceives hear of it: it does not even broadcast its requests. */
  isOnlyTold(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.isOnlyUnasked(network, mac, ip) && this.#known(network, mac, ip)?.isAskedOfAll === false;
  }

  /**
   * Whether a MAC keeps sending answers to single stations that had not asked, for longer than an honest
   * machine does.
   */
  isPersistent(network: string, mac: MacAddress, ip: IpAddress): boolean {
    return this.#known(network, mac, ip)?.isPersistent === true;
  }

  /** When, and how often, it claimed the address without being asked; undefined if it did not. */
  unaskedClaims(network: string, mac: MacAddress, ip: IpAddress): Run | undefined {
    const claimed = this.#known(network, mac, ip);
    if (claimed?.firstSaid === undefined) return undefined;
    const {firstSaid: first, lastSaid: last = first, said: count} = claimed;
    return {first, last, count};
  }

  /** The addresses that it claims in a network. */
  addressesOf(network: string, mac: MacAddress): IpAddress[] {
    return [...(this.#of.get(network)?.get(mac)?.keys() ?? [])];
  }

  /** The networks in which it claims the address. */
  networksOf(mac: MacAddress, ip: IpAddress): string[] {
    return [...this.#of].filter(([, macs]) => macs.get(mac)?.has(ip) === true).map(([network]) => network);
  }

  /** Whether a MAC sent an answer to this station alone, which had not asked. */
  hasTold(network: string, mac: MacAddress, ip: IpAddress, whom: IpAddress): boolean {
    return this.#known(network, mac, ip)?.told?.has(whom) === true;
  }

  /** All MACs that claim anything in a network, each with the address. */
  *stations(network: string): Generator<{readonly mac: MacAddress; readonly ip: IpAddress}> {
    for (const [mac, ips] of this.#of.get(network) ?? []) for (const ip of ips.keys()) yield {mac, ip};
  }

  /** Whether a MAC only answers requests for the address, and makes no other claim to it. */
  isOnlyAnswered(network: string, mac: MacAddress, ip: IpAddress): boolean {
    const claimed = this.#known(network, mac, ip);
    return claimed !== undefined && isOnlyAnswered(claimed);
  }

  /** The addresses for which it only answers and that no other MAC claims; empty if there are too few for a proxy. */
  answeredAlone(network: string, mac: MacAddress): readonly IpAddress[] {
    const own = this.#of.get(network)?.get(mac);
    if (own === undefined || own.size < LIKE_A_PROXY) return [];
    const answered = [...own].filter(([, claimed]) => isOnlyAnswered(claimed)).map(([ip]) => ip);
    if (answered.length < LIKE_A_PROXY) return [];
    return answered.filter(ip => !this.hasBesides(network, mac, ip));
  }

  #known(network: string, mac: MacAddress, ip: IpAddress): Claimed | undefined {
    return this.#of.get(network)?.get(mac)?.get(ip);
  }

  #claimsSeveral(network: string, mac: MacAddress): boolean {
    return (this.#of.get(network)?.get(mac)?.size ?? 0) > 1;
  }

  #claimed(network: string, mac: MacAddress, ip: IpAddress): Claimed | undefined {
    const known = this.#of.get(network)?.get(mac) ?? this.#add(network, mac);
    if (known === undefined) return undefined;
    const claimed = known.get(ip);
    if (claimed !== undefined || known.size >= MAX_ADDRESSES) return claimed;
    const made = newClaimed();
    known.set(ip, made);
    if (known.size === LIKE_A_PROXY || known.size === LIKE_A_PROXY + 1) this.changes++;
    return made;
  }

  #add(network: string, mac: MacAddress): Map<IpAddress, Claimed> | undefined {
    if (this.#macs >= MAX_MACS) return undefined;
    this.#macs++;
    const own = this.#of.get(network) ?? new Map<MacAddress, Map<IpAddress, Claimed>>();
    const made = new Map<IpAddress, Claimed>();
    this.#of.set(network, own.set(mac, made));
    return made;
  }
}
