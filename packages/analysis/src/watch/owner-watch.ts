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

  resume({owner, former}: KnownAddress): void {
    this.mac = owner;
    this.former = former;
  }

  look({explanation}: AddressSnapshot): OwnerEvent[] {
    const {address, first, handovers} = explanation;
    const handover = handovers.at(-1)?.handover;
    const mac = handover?.to ?? first?.mac;
    const former = this.mac;
    if (mac === undefined || mac === former) return [];
    this.mac = mac;
    if (former === undefined) return this.#begun(explanation);
    const {at} = handover ?? first ?? address.first;
    const others = this.former.filter(one => one.mac !== former && one.mac !== mac);
    this.former = [...others, {mac: former, at}].slice(-MAX_FORMER);
    return [];
  }

  /** The first owner seen by the watch. */
  #begun({address: {ip, network}, first, handovers}: AddressSnapshot['explanation']): OwnerEvent[] {
    const [handover] = handovers;
    const mac = first?.mac ?? handover?.handover.from;
    if (first === undefined || mac === undefined) return [];
    const {at, frame} = first;
    if (handover !== undefined) this.former = [...this.former, {mac, at: handover.handover.at}];
    return [{kind: 'owner', id: `${ip}/${network}/owner/${at}`, revision: 0, at, frame, ip, network, mac}];
  }
}
