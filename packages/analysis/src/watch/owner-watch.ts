/**
 * The owner of one watched address, and the owners before it. Bounded.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {AddressSnapshot} from './address-snapshot.js';
import type {OwnerEvent} from './event.js';
import type {KnownAddress} from './state.js';

/** Former owners remembered, the latest last. */
const MAX_FORMER = 8;

export class OwnerWatch {
  /** Undefined while the owner is unknown. */
  mac: MacAddress | undefined;
  former: KnownAddress['former'] = [];
  /** The report of the first owner, which later frames may refute. */
  #told: OwnerEvent | undefined;

  resume({owner, former}: KnownAddress): void {
    this.mac = owner;
    this.former = former;
  }

  look({explanation, since}: AddressSnapshot): OwnerEvent[] {
    // What was reported from before the examined period is not examined any more.
    if (this.#told !== undefined && this.#told.at < since) this.#told = undefined;
    const refuted = this.#refuted(explanation);
    const {address, first, handovers} = explanation;
    const handover = handovers.at(-1)?.handover;
    const mac = handover?.to ?? first?.mac;
    if (refuted.length > 0) {
      this.mac = mac;
      return refuted;
    }
    const former = this.mac;
    if (mac === undefined || mac === former) return [];
    this.mac = mac;
    if (former === undefined) return this.#begun(explanation);
    const {at} = handover ?? first ?? address.first;
    const others = this.former.filter(one => one.mac !== former && one.mac !== mac);
    this.former = [...others, {mac: former, at}].slice(-MAX_FORMER);
    return [];
  }

  /** Another machine had it first, as later frames show: the first to claim it was a proxy, or another one is still sent to. */
  #refuted({address: {ip, network}, first, handovers}: AddressSnapshot['explanation']): OwnerEvent[] {
    const told = this.#told;
    if (told === undefined || first === undefined || first.mac === told.mac) return [];
    const {mac, at, frame} = first;
    const isFormer = handovers.some(({handover}) => handover.from === told.mac);
    if (!isFormer) this.former = this.former.filter(one => one.mac !== told.mac);
    const event = {...told, at, frame, mac};
    if (told.at === at) {
      this.#told = {...event, revision: told.revision + 1};
      return [this.#told];
    }
    this.#told = {...event, id: idOf(ip, network, at), revision: 0};
    return [{...told, revision: told.revision + 1, isWithdrawn: true}, this.#told];
  }

  /** The first owner seen by the watch. */
  #begun({address: {ip, network}, first, handovers}: AddressSnapshot['explanation']): OwnerEvent[] {
    const [handover] = handovers;
    const mac = first?.mac ?? handover?.handover.from;
    if (first === undefined || mac === undefined) return [];
    const {at, frame} = first;
    if (handover !== undefined) this.former = [...this.former, {mac, at: handover.handover.at}];
    this.#told = {kind: 'owner', id: idOf(ip, network, at), revision: 0, at, frame, ip, network, mac};
    return [this.#told];
  }
}

function idOf(ip: string, network: string, at: bigint): string {
  return `${ip}/${network}/owner/${at}`;
}
