/**
 * What clients send through an address, which is their gateway: packets to other networks, in frames to the MAC of its owner. Which
 * address the client has as its gateway is in no frame, so only those that routers advertise or that moved are considered. Pure.
 *
 * @module
 */

import {type AddressKey, addressOfKey, type MacAddress, macOfNumber} from '@vip/arp';
import type {Asker} from '../../../conversations/senders/asker.js';
import {senderFacts} from '../../../conversations/senders/sender-facts.js';
import type {AddressFacts, GatewayPath} from '../../facts.js';
import type {AddressRecord} from '../address/address-record.js';
import {answeringOf} from '../address/record-facts.js';

/** Maximum number of paths through an address. */
const MOST = 64;

interface Way {
  readonly record: AddressRecord;
  readonly asker: Asker;
}

export class GatewayPaths {
  #byMac: Map<string, Way[]> | undefined;

  constructor(readonly records: () => Iterable<AddressRecord>) {}

  /** The same facts, with what was sent through the address. */
  with(address: AddressFacts): AddressFacts {
    const {interests, network, claimRuns} = address;
    if (!interests.some(interest => interest === 'advertised' || interest === 'moved')) return address;
    const macs = new Set(claimRuns.map(({mac}) => mac));
    const ways = new Set([...macs].flatMap(mac => this.#ways.get(keyOf(network, mac)) ?? []));
    return ways.size === 0
      ? address
      : {...address, through: [...ways].sort(byEnds).slice(0, MOST).map(pathOf)};
  }

  get #ways(): Map<string, Way[]> {
    this.#byMac ??= waysByMac(this.records());
    return this.#byMac;
  }
}

/** By its ends, as the order in which they were found depends on which addresses are followed. */
function byEnds(a: Way, b: Way): number {
  return compare(a.asker.key, b.asker.key) || compare(a.record.key, b.record.key);
}

function compare(a: AddressKey, b: AddressKey): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

const keyOf = (network: string, mac: MacAddress) => `${network} ${mac}`;

function waysByMac(records: Iterable<AddressRecord>): Map<string, Way[]> {
  const found = new Map<string, Way[]>();
  for (const record of records) {
    if (!isBeyondRouter(record)) continue;
    for (const asker of record.senders.values()) {
      for (const mac of new Set(asker.runs.all.map(run => macOfNumber(run.mac)))) {
        if (mac === undefined) continue;
        const key = keyOf(record.network.text, mac);
        const known = found.get(key);
        if (known === undefined) found.set(key, [{record, asker}]);
        else known.push({record, asker});
      }
    }
  }
  return found;
}

/** Whether nobody asks for its MAC here, and all that it sends has crossed a router. */
function isBeyondRouter({isFollowed, isSpokenOf, spoken, clock}: AddressRecord): boolean {
  if (!isFollowed || isSpokenOf || spoken === undefined) return false;
  const runs = spoken.facts(clock);
  return runs.length > 0 && runs.every(({isForwarded}) => isForwarded === true);
}

function pathOf({record, asker}: Way): GatewayPath {
  const {ip, mac, isRouted, runs, dark} = senderFacts(asker, {
    isRouted: false,
    answering: answeringOf(record),
  });
  const refusals = [...(record.refusals?.values() ?? [])].filter(refusal => refusal.to === ip);
  return {
    ip,
    ...(mac === undefined ? {} : {mac}),
    isRouted,
    to: addressOfKey(record.key),
    runs,
    dark,
    refusals,
  };
}
