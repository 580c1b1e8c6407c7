/**
 * Neighbour discovery, as claims to an address and questions for it.
 *
 * @module
 */

import {
  type DiscoveryPacket,
  isMulticastIpv6,
  keyOf,
  type MacAddress,
  numberOfMac,
  UNKNOWN_MAC,
} from '@vip/arp';
import {isWithoutOverride} from '@vip/arp/describe';
import {type Claim, claimOfDiscovery, discoveryProbeOf, placeOf} from '@vip/arp/ownership';
import {forgetOldest} from '../../../collections/forget-oldest.js';
import type {ClaimRecorder} from './claim-recorder.js';
import {type ControlContext, toldAlone} from './control-context.js';
import {isOfNoMachine} from './invalid-mac.js';

/** Anyone who can send frames can ask from any address. */
const MAX_ASKERS = 4096;

export class DiscoveryReader {
  readonly #recorder: ClaimRecorder;
  /** Of a capture without destination MACs, the stations that asked, by address in its network. */
  readonly #askers = new Map<string, MacAddress>();

  constructor(recorder: ClaimRecorder) {
    this.#recorder = recorder;
  }

  read(context: ControlContext, packet: DiscoveryPacket): void {
    const {at, network, link} = context;
    const {source: mac, destination} = link;
    const probe = mac === undefined ? undefined : discoveryProbeOf(packet, at, network.text, mac);
    if (probe !== undefined) {
      this.#recorder.probed(context, probe);
      return;
    }
    const {source: ip, message} = packet;
    const asker = destination ?? this.#askerOf(context, packet);
    const claim = claimOfDiscovery(packet, at, network.text, asker);
    if (claim !== undefined) this.#claimed(context, claim, packet);
    if (message.type !== 'solicitation' || mac === undefined) return;
    if (destination === undefined) this.#noteAsker(placeOf({ip, network: network.text}), mac);
    const {target} = message;
    this.#recorder.asked(context, target, keyOf(target), {key: keyOf(ip), mac, number: numberOfMac(mac)});
  }

  /** In a capture without destination MACs, the MAC that last asked from the address that is answered. */
  #askerOf({network}: ControlContext, {destination, message}: DiscoveryPacket): MacAddress | undefined {
    return message.type === 'advertisement'
      ? this.#askers.get(placeOf({ip: destination, network: network.text}))
      : undefined;
  }

  #noteAsker(place: string, mac: MacAddress): void {
    this.#askers.delete(place);
    forgetOldest(this.#askers, MAX_ASKERS);
    this.#askers.set(place, mac);
  }

  #claimed(context: ControlContext, claim: Claim, {destination: ip, message}: DiscoveryPacket): void {
    const {at, frame, network, link} = context;
    const {mac, what, asker: station} = claim;
    const record = this.#recorder.recordOf(network, keyOf(claim.ip), what !== 'question');
    const isAdvertisement = message.type === 'advertisement';
    // Receivers discard it (RFC 4861 §7.1.2).
    if (isAdvertisement && message.solicited && isMulticastIpv6(ip)) {
      record?.control.announcedInvalid({at, frame, mac, source: link.source, form: 'na-solicited'});
      return;
    }
    const form = isAdvertisement && isWithoutOverride(message) ? 'na-no-override' : 'na-override';
    const announcement = {at, frame, mac, source: link.source, form} as const;
    if (isOfNoMachine(claim, record)) {
      record?.control.announcedInvalid(announcement);
      return;
    }
    if (record !== undefined && what === 'announcement' && isAdvertisement)
      this.#recorder.announced(record, announcement);
    // A switch may replace a group's MAC by that of each member (multicast_to_unicast).
    const isToAll = isAdvertisement && what === 'announcement' && isMulticastIpv6(ip);
    const told = isToAll ? undefined : toldAlone(context, claim, isAdvertisement ? ip : message.target);
    const isWeak = isAdvertisement && !message.override;
    const hearing = {target: isAdvertisement ? undefined : keyOf(message.target), isWeak};
    this.#recorder.claimed(record, claim, context.mark, told, hearing);
    if (what !== 'answer' || record === undefined) return;
    if (isAdvertisement && !message.override) record.control.isWithoutOverride = true;
    const to = station === undefined ? UNKNOWN_MAC : numberOfMac(station);
    this.#recorder.answered(record, numberOfMac(mac), keyOf(ip), to, context);
  }
}
