/**
 * ARP packets, as claims to an address and questions for it.
 *
 * @module
 */

import {
  type ArpPacket,
  addressOfKey,
  classifyArp,
  isGroupMacNumber,
  keyOf,
  type MacAddress,
  macOfNumber,
  numberOfMac,
} from '@vip/arp';
import {type Dialect, dialectOf} from '@vip/arp/describe';
import {arpProbeOf, type Claim, claimOfArp} from '@vip/arp/ownership';
import type {SeenView} from '../../../capture/seen-view.js';
import type {Announcement} from '../../claim-facts.js';
import type {NetworkName} from '../../frames/networks.js';
import type {AddressRecord} from '../address/address-record.js';
import type {ClaimRecorder} from './claim-recorder.js';
import {type ControlContext, isToOne, toldAlone} from './control-context.js';
import {isOfNoMachine} from './invalid-mac.js';

export class ArpReader {
  readonly #recorder: ClaimRecorder;
  readonly #dialects = new SharedDialects();

  constructor(recorder: ClaimRecorder) {
    this.#recorder = recorder;
  }

  /**
   * Whether the MAC that claimed the address last does nothing but ask again, for a station that is not followed, or answer again. Most ARP frames of
   * a large capture are such, so nothing becomes an object before it is kept.
   */
  repeatedIn(view: SeenView, network: NetworkName): 'question' | 'answer' | undefined {
    const operation = view.arpOperation;
    if (operation === undefined || view.leg === 'arrived') return undefined;
    const {arpSenderKey: key, arpSenderMac: mac} = view;
    if (key === 0 || key === view.arpTargetKey || mac === 0 || isGroupMacNumber(mac)) return undefined;
    const record = this.#recorder.known(network, key);
    if (record === undefined || record.claimedFromNumber !== mac) return undefined;
    if (operation === 'reply') return 'answer';
    return !record.isFollowed && mac === view.sourceMac && !isToOne(view) ? 'question' : undefined;
  }

  asksAgain(
    context: ControlContext,
    {arpSenderKey: key, arpSenderMac: number, arpTargetKey}: SeenView,
  ): void {
    const mac = macOfNumber(number) as MacAddress;
    this.#recorder.asked(context, addressOfKey(arpTargetKey), arpTargetKey, {key, mac, number});
  }

  answersAgain(context: ControlContext, view: SeenView): void {
    const {arpSenderKey: key, arpSenderMac, arpTargetKey: to, arpTargetMac: station} = view;
    const {at, mark, network} = context;
    const record = this.#recorder.known(network, key) as AddressRecord;
    const mac = record.claimedFrom as MacAddress;
    const asker = macOfNumber(station) as MacAddress;
    const claim: Claim = {at, network: network.text, ip: addressOfKey(key), mac, what: 'answer', asker};
    this.#recorder.claimed(record, claim, mark, {mac: asker, ip: addressOfKey(to)});
    this.#recorder.answered(record, arpSenderMac, to, station, context);
  }

  /** @param view of the frame that contains the packet */
  read(context: ControlContext, packet: ArpPacket, view: SeenView): void {
    const {at, mark, network} = context;
    const recorder = this.#recorder;
    const probe = arpProbeOf(packet, at, network.text);
    if (probe !== undefined) {
      recorder.probed(context, probe);
      return;
    }
    const claim = claimOfArp(packet, at, network.text);
    if (claim === undefined) return;
    const key = view.arpSenderKey;
    const record = recorder.recordOf(network, key, claim.what !== 'question');
    if (isOfNoMachine(claim, record)) {
      record?.control.announcedInvalid(this.#announcement(context, packet));
      return;
    }
    if (record !== undefined && claim.what === 'announcement')
      recorder.announced(record, this.#announcement(context, packet));
    recorder.claimed(record, claim, mark, toldAlone(context, claim, packet.targetIp));
    const {senderMac: mac, targetIp} = packet;
    sentFrom(context, claim, record);
    const purpose = classifyArp(packet).kind;
    const number = view.arpSenderMac;
    if (purpose === 'request') recorder.asked(context, targetIp, view.arpTargetKey, {key, mac, number});
    if (purpose === 'reply' && record !== undefined)
      recorder.answered(record, number, view.arpTargetKey, stationOf(context, packet), context);
  }

  /** The same packet captured elsewhere, from another MAC: it counts once. */
  readAgain(context: ControlContext, packet: ArpPacket): void {
    const {at, network} = context;
    const claim = claimOfArp(packet, at, network.text);
    if (claim !== undefined)
      sentFrom(context, claim, this.#recorder.recordOf(network, keyOf(claim.ip), false));
  }

  #announcement({at, frame, link}: ControlContext, packet: ArpPacket): Announcement {
    const dialect = this.#dialects.share(dialectOf(packet, link));
    return {at, frame, mac: packet.senderMac, source: link.source, form: dialect.id, dialect};
  }
}

/** The target MAC; almost every reply is sent to it. */
function stationOf({link, to}: ControlContext, {targetMac}: ArpPacket): number {
  return targetMac === link.destination ? to : numberOfMac(targetMac);
}

function sentFrom(
  {link: {source}}: ControlContext,
  {what, mac}: Claim,
  record: AddressRecord | undefined,
): void {
  if (what === 'question' && source !== undefined && source !== mac)
    record?.control.claimants.askedFrom(source, mac);
}

/** There are few dialects; each is stored once, not with every announcement. */
class SharedDialects {
  readonly #known = new Map<string, Dialect>();

  share(dialect: Dialect): Dialect {
    const key = `${dialect.id} ${dialect.warnings.join(' ')}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, dialect);
    return dialect;
  }
}
