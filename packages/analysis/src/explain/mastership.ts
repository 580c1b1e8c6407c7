/**
 * Who is master of which virtual router, by the advertisements of VRRP and CARP.
 *
 * Two masters for the time of an advertisement are the protocol at work: the new one is told from a rival by its
 * priority, by the silence of the old one, or by its resignation (RFC 9568 §6.4).
 *
 * @module
 */

import {type Advertisement, type IpAddress, isOfIpv6, type MacAddress, vrrpPassword} from '@vip/arp';
import type {Mark, RouterFacts} from './facts.js';

const MAX_ROUTERS = 512;
const MAX_MASTERS = 128;
const MAX_ADDRESSES = 64;

/** Intervals of silence after which a master is gone for good; it takes three to be missed by the others. */
const SILENT_INTERVALS = 2n;

export interface SeenAdvertisement extends Mark {
  readonly network: string;
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  readonly advertisement: Advertisement;
}

interface GrowingMastership extends Mark {
  readonly router: IpAddress;
  readonly mac: MacAddress | undefined;
  priority: number;
  last: Mark;
  count: number;
  resigned: boolean;
}

interface RouterRecord {
  readonly protocol: RouterFacts['protocol'];
  readonly id: number;
  readonly network: string;
  readonly addresses: Set<IpAddress>;
  intervalNs: bigint;
  readonly masters: GrowingMastership[];
  rivals: number;
  wrongChecksums: number;
  password: string | undefined;
  beyondMasters: number;
}

export class Masterships {
  readonly #routers = new Map<string, RouterRecord>();

  /** Returns the addresses of which the sender became the master just now. */
  observe(seen: SeenAdvertisement): readonly IpAddress[] {
    const read = readAdvertisement(seen.advertisement);
    const record = this.#record(seen, read);
    if (record === undefined) return [];
    if (seen.advertisement.checksum === 'wrong') record.wrongChecksums++;
    record.intervalNs = read.intervalNs;
    record.password ??= read.password;
    for (const address of read.addresses)
      if (record.addresses.size < MAX_ADDRESSES) record.addresses.add(address);
    return this.#speak(record, seen, read.priority) ? read.addresses : [];
  }

  facts(): RouterFacts[] {
    return [...this.#routers.values()].map(({addresses, password, ...rest}) => {
      return {...rest, addresses: [...addresses], ...(password === undefined ? {} : {password})};
    });
  }

  #record({network, router}: SeenAdvertisement, {protocol, id}: ReadAdvertisement): RouterRecord | undefined {
    // The routers of the two families are apart, whatever their numbers (RFC 5798 §1.6, "virtual router").
    const key = `${protocol} ${isOfIpv6(router) ? 'IPv6' : 'IPv4'} ${id} ${network}`;
    const known = this.#routers.get(key);
    if (known !== undefined || this.#routers.size >= MAX_ROUTERS) return known;
    const made: RouterRecord = {
      ...{protocol, id, network, addresses: new Set<IpAddress>(), intervalNs: 0n, masters: []},
      ...{rivals: 0, wrongChecksums: 0, password: undefined, beyondMasters: 0},
    };
    this.#routers.set(key, made);
    return made;
  }

  /** Returns whether the sender became the master. */
  #speak(record: RouterRecord, {at, frame, router, mac}: SeenAdvertisement, priority: number): boolean {
    const master = record.masters.at(-1);
    if (master?.router === router) {
      master.last = {at, frame};
      master.count++;
      if (priority === 0) master.resigned = true;
      else {
        master.priority = priority;
        master.resigned = false;
      }
      return false;
    }
    if (priority === 0) return false;
    const isOver =
      master === undefined ||
      master.resigned ||
      priority > master.priority ||
      at - master.last.at > SILENT_INTERVALS * record.intervalNs;
    if (!isOver) {
      record.rivals++;
      return false;
    }
    if (record.masters.length >= MAX_MASTERS) {
      record.beyondMasters++;
      return false;
    }
    record.masters.push({at, frame, router, mac, priority, last: {at, frame}, count: 1, resigned: false});
    return true;
  }
}

interface ReadAdvertisement {
  readonly protocol: RouterFacts['protocol'];
  readonly id: number;
  readonly priority: number;
  readonly intervalNs: bigint;
  readonly addresses: readonly IpAddress[];
  readonly password?: string | undefined;
}

/** CARP's lowest skew wins, where VRRP's highest priority does. */
function readAdvertisement(advertisement: Advertisement): ReadAdvertisement {
  if (advertisement.protocol === 'carp') {
    const {virtualHostId, advertisementBase, advertisementSkew} = advertisement.packet;
    return {
      ...{protocol: 'CARP', id: virtualHostId, priority: 255 - advertisementSkew, addresses: []},
      intervalNs:
        BigInt(advertisementBase) * 1_000_000_000n + (BigInt(advertisementSkew) * 1_000_000_000n) / 256n,
    };
  }
  const {packet} = advertisement;
  const {virtualRouterId: id, priority, addresses} = packet;
  if (packet.version === 3)
    return {
      protocol: 'VRRPv3',
      id,
      priority,
      addresses,
      intervalNs: BigInt(packet.intervalCentiseconds) * 10_000_000n,
    };
  return {
    ...{protocol: 'VRRPv2', id, priority, addresses, password: vrrpPassword(packet)},
    intervalNs: BigInt(packet.intervalSeconds) * 1_000_000_000n,
  };
}
