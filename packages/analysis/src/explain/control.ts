/**
 * The frames that say something about addresses: ARP, neighbour discovery, VRRP and CARP. They are decoded, given to the
 * ownership machine, and noted with the address they are about.
 *
 * @module
 */

import {
  type AddressKey,
  type ArpPacket,
  arpProbeOf,
  BROADCAST_MAC,
  type Claim,
  claimOfArp,
  claimOfDiscovery,
  classifyArp,
  DecodeError,
  type Dialect,
  type DiscoveryPacket,
  decodeAdvertisementPacket,
  decodeArpPacket,
  decodeDiscoveryPacket,
  decodeLinkFrame,
  dialectOf,
  discoveryProbeOf,
  type FrameView,
  type IpAddress,
  isGroupMac,
  isWithoutOverride,
  keyOf,
  LINK_TYPE_ETHERNET,
  type LinkFrame,
  numberOfMac,
  type Probe,
  trackOwnership,
} from '@vip/arp';
import type {SeenFrame} from '../seen-frame.js';
import type {AddressRecord} from './address-record.js';
import {Busiest} from './busiest.js';
import type {Announcement, CaptureFacts, Mark} from './facts.js';
import {Masterships} from './mastership.js';
import type {NetworkName} from './networks.js';

/** The record of an address; undefined when nobody wants it, or there is no room. */
type RecordOf = (network: NetworkName, key: AddressKey, isClaimed: boolean) => AddressRecord | undefined;

interface Context extends Mark {
  readonly network: NetworkName;
  readonly link: LinkFrame;
}

export class ControlReader {
  readonly #ownership = trackOwnership();
  readonly #masterships = new Masterships();
  readonly #busiest = new Busiest();
  readonly #dialects = new SharedDialects();
  readonly #recordOf: RecordOf;
  #arpFrames = 0;

  constructor(recordOf: RecordOf) {
    this.#recordOf = recordOf;
  }

  /** Returns whether it could be read. */
  read(seen: SeenFrame, {kind}: FrameView, network: NetworkName, frame: number): boolean {
    const {at, bytes, linkType = LINK_TYPE_ETHERNET} = seen;
    try {
      const link = decodeLinkFrame(bytes, linkType);
      const context = {at, frame, network, link};
      if (kind === 'arp') this.#arp(context, decodeArpPacket(link.payload));
      else if (kind === 'vrrp') this.#advertisement(context);
      else this.#discovery(context, decodeDiscoveryPacket(link.payload));
      return true;
    } catch (error) {
      if (error instanceof DecodeError) return false;
      throw error;
    }
  }

  facts(): Pick<CaptureFacts, 'arpFrames' | 'routers' | 'busiestSecond'> {
    const busiestSecond = this.#busiest.second;
    return {
      arpFrames: this.#arpFrames,
      routers: this.#masterships.facts(),
      ...(busiestSecond === undefined ? {} : {busiestSecond}),
    };
  }

  #arp(context: Context, packet: ArpPacket): void {
    const {at, frame, network} = context;
    this.#arpFrames++;
    this.#busiest.count(at);
    const probe = arpProbeOf(packet, at, network.text);
    if (probe !== undefined) {
      this.#probed(context, probe);
      return;
    }
    const claim = claimOfArp(packet, at, network.text);
    if (claim === undefined) return;
    const record = this.#recordOf(network, keyOf(claim.ip), claim.what !== 'question');
    if (claim.what === 'announcement') this.#announced(record, context, packet);
    this.#claimed(record, claim, {at, frame});
    const purpose = classifyArp(packet).kind;
    if (purpose === 'request') this.#arpQuestion(context, packet);
    if (purpose === 'reply') this.#answered(record, context, keyOf(packet.targetIp), packet);
  }

  #announced(record: AddressRecord | undefined, {at, frame, link}: Context, packet: ArpPacket): void {
    if (record === undefined) return;
    const dialect = this.#dialects.share(dialectOf(packet, link));
    this.#addAnnouncement(record, {
      ...{at, frame, mac: packet.senderMac, source: link.source},
      ...{form: dialect.id, dialect},
    });
  }

  #addAnnouncement(record: AddressRecord, announcement: Announcement): void {
    const {lastClaimAt} = record.control;
    const since = lastClaimAt === undefined ? {} : {sinceClaimNs: announcement.at - lastClaimAt};
    if (record.control.announced({...announcement, ...since})) record.cut();
  }

  #claimed(record: AddressRecord | undefined, claim: Claim, mark: Mark): void {
    const change = this.#ownership.claim(claim);
    if (record?.control.claimed(claim, change, mark) === true) record.cut();
  }

  /** "Who has it?": to everybody a question, to one MAC a frame that shows what the asker believes. */
  #arpQuestion({at, frame, network, link}: Context, {senderMac, senderIp, targetIp}: ArpPacket): void {
    const record = this.#recordOf(network, keyOf(targetIp), false);
    if (record === undefined) return;
    if (link.destination === undefined || link.destination === BROADCAST_MAC) {
      record.control.asked({at, frame, mac: senderMac, ip: senderIp});
      return;
    }
    const sender = record.sender(keyOf(senderIp), numberOfMac(senderMac));
    sender?.sent(numberOfMac(link.destination), at, frame);
  }

  #answered(
    record: AddressRecord | undefined,
    {at, frame}: Context,
    asker: AddressKey,
    packet: ArpPacket,
  ): void {
    const mac = numberOfMac(packet.senderMac);
    record?.answered(mac, at, frame);
    const station = numberOfMac(packet.targetMac);
    record?.told(station, mac, {at, frame});
    const sender = record?.sender(asker, station);
    sender?.answered(at, frame);
  }

  #probed({at, frame, network}: Context, {ip, mac}: Probe): void {
    this.#recordOf(network, keyOf(ip), false)?.control.probed({at, frame, mac});
  }

  #discovery(context: Context, packet: DiscoveryPacket): void {
    const {at, network, link} = context;
    const {source, destination} = link;
    this.#busiest.count(at);
    const probe = source === undefined ? undefined : discoveryProbeOf(packet, at, network.text, source);
    if (probe !== undefined) {
      this.#probed(context, probe);
      return;
    }
    const claim = claimOfDiscovery(packet, at, network.text, destination);
    if (claim !== undefined) this.#discoveryClaim(context, claim, packet);
    if (packet.message.type === 'solicitation') this.#discoveryQuestion(context, packet);
  }

  #discoveryClaim(
    {at, frame, network, link}: Context,
    claim: Claim,
    {destination, message}: DiscoveryPacket,
  ): void {
    const record = this.#recordOf(network, keyOf(claim.ip), claim.what !== 'question');
    if (record !== undefined && claim.what === 'announcement' && message.type === 'advertisement') {
      const form = isWithoutOverride(message) ? 'na-no-override' : 'na-override';
      this.#addAnnouncement(record, {at, frame, mac: claim.mac, source: link.source, form});
    }
    this.#claimed(record, claim, {at, frame});
    if (claim.what !== 'answer' || record === undefined) return;
    const mac = numberOfMac(claim.mac);
    record.answered(mac, at, frame);
    const sender =
      claim.asker === undefined ? undefined : record.sender(keyOf(destination), numberOfMac(claim.asker));
    if (claim.asker !== undefined) record.told(numberOfMac(claim.asker), mac, {at, frame});
    sender?.answered(at, frame);
  }

  #discoveryQuestion({at, frame, network, link}: Context, {source, message}: DiscoveryPacket): void {
    const record = this.#recordOf(network, keyOf(message.target), false);
    if (record === undefined || link.source === undefined) return;
    if (link.destination === undefined || isGroupMac(link.destination)) {
      record.control.asked({at, frame, mac: link.source, ip: source});
      return;
    }
    const sender = record.sender(keyOf(source), numberOfMac(link.source));
    sender?.sent(numberOfMac(link.destination), at, frame);
  }

  #advertisement({at, frame, network, link}: Context): void {
    const {source: router, advertisement} = decodeAdvertisementPacket(link);
    const {source: mac} = link;
    const seen = {at, frame, network: network.text, router, mac, advertisement};
    for (const ip of this.#masterships.observe(seen)) this.#mastered(network, ip, seen);
    if (advertisement.protocol !== 'vrrp') return;
    for (const ip of advertisement.packet.addresses)
      this.#recordOf(network, keyOf(ip), true)?.control.interests.add('advertised');
  }

  #mastered(
    network: NetworkName,
    ip: IpAddress,
    {at, frame, mac}: Mark & {mac: Claim['mac'] | undefined},
  ): void {
    if (mac === undefined) return;
    const record = this.#recordOf(network, keyOf(ip), true);
    const claim: Claim = {at, network: network.text, ip, mac, what: 'advertisement'};
    this.#claimed(record, claim, {at, frame});
  }
}

/** There are a few ways to speak; each is kept once, not with every announcement. */
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
