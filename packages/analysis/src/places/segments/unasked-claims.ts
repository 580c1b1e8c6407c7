/**
 * Addresses that a MAC claims in a network without being asked: it sends requests from them, or answers stations that had not asked. A host does
 * so for its own addresses, but a router that answers for others (proxy ARP, RFC 1027) does not do so for theirs. Bounded.
 *
 * @module
 */

import {
  type AddressKey,
  arpPacketAt,
  decodeFrame,
  type FrameView,
  isGroupMac,
  keyOf,
  numberOfMac,
} from '@vip/arp';
import {type Claim, claimOfArp, claimOfDiscovery} from '@vip/arp/ownership';
import type {FrameColumns} from '../../capture/frame-columns.js';
import {AskedLately, UNASKED_ANSWERS} from '../../claims/asked-lately.js';

const MOST_MACS = 1024;
const MOST_ADDRESSES = 32;

export class UnaskedClaims {
  readonly #asked = new AskedLately();
  /** Number of answers that show it, by network, MAC and address. */
  readonly #of: Map<number, Map<AddressKey, number>>[] = [];

  /** Takes an ARP or neighbour discovery frame. @param ns its time. @param network number of the network */
  take(view: FrameView, frames: FrameColumns, index: number, ns: number, network: number): void {
    const [at, name] = [BigInt(ns), String(network)];
    if (view.kind === 'arp') {
      const packet = arpPacketAt(frames.bytes[index] as Uint8Array, view.payloadStart, view.end);
      if (packet === undefined) return;
      const {senderMac: asker, targetIp: ip} = packet;
      const claim = claimOfArp(packet, at, name);
      if (packet.operation === 'request') this.#asked.asked(name, keyOf(ip), asker, at);
      if (claim !== undefined && !view.isGroup) this.#claims(claim, network);
      return;
    }
    const {bytes, linkType = 1} = frames.record(index);
    const frame = decodeFrame(bytes, linkType);
    if (frame.kind !== 'discovery') return;
    const {packet, link} = frame;
    const to = link.destination;
    const claim = claimOfDiscovery(packet, at, name, to);
    const {type, target: ip} = packet.message;
    if (type === 'solicitation' && link.source !== undefined)
      this.#asked.asked(name, keyOf(ip), link.source, at);
    if (claim !== undefined && to !== undefined && !isGroupMac(to)) this.#claims(claim, network);
  }

  /** @param mac as a number */
  has(network: number, mac: number, address: AddressKey): boolean {
    return (this.#of[network]?.get(mac)?.get(address) ?? 0) >= UNASKED_ANSWERS;
  }

  #claims(claim: Claim, network: number): void {
    const key = keyOf(claim.ip);
    if (claim.what === 'answer' && this.#asked.isAsked(claim, key, claim.asker)) return;
    const macs = this.#of[network] ?? new Map<number, Map<AddressKey, number>>();
    this.#of[network] = macs;
    const mac = numberOfMac(claim.mac);
    const claims = macs.get(mac) ?? new Map<AddressKey, number>();
    if (macs.size >= MOST_MACS && claims.size === 0) return;
    macs.set(mac, claims);
    if (claims.size >= MOST_ADDRESSES && !claims.has(key)) return;
    // A single request sent from the address is proof enough.
    claims.set(key, (claims.get(key) ?? 0) + (claim.what === 'question' ? UNASKED_ANSWERS : 1));
  }
}
