/**
 * Control frames about addresses: ARP, neighbour discovery, VRRP and CARP. They are decoded, passed to the
 * ownership tracker, and recorded with their address.
 *
 * @module
 */

import {
  type AddressKey,
  type ArpPacket,
  addressOf,
  classifyArp,
  type DiscoveryPacket,
  decodeFrame,
  type Frame,
  type IpAddress,
  isGroupMac,
  isVirtualRouterMac,
  keyOf,
  LINK_TYPE_ETHERNET,
  type LinkFrame,
  type MacAddress,
  numberOfMac,
  ZERO_MAC,
} from '@vip/arp';
import {type Dialect, dialectOf, isWithoutOverride} from '@vip/arp/describe';
import {
  arpProbeOf,
  type Claim,
  claimOfArp,
  claimOfDiscovery,
  discoveryProbeOf,
  type Probe,
  trackOwnership,
} from '@vip/arp/ownership';
import {type Advert, advertOf, glbpAdvert, hsrpAdverts} from '../claims/advert.js';
import {ClaimedAddresses} from '../claims/claimed-addresses.js';
import {Routers} from '../claims/routers.js';
import type {Mark} from '../mark.js';
import type {SeenFrame} from '../seen-frame.js';
import type {AddressRecord} from './address-record.js';
import {Busiest} from './busiest.js';
import type {Announcement} from './claim-facts.js';
import {ControlCopies, isCopy} from './control-copies.js';
import type {CaptureFacts} from './facts.js';

import type {NetworkName} from './networks.js';

/** The record of an address; undefined if it was not requested, or there is no room. */
type RecordOf = (network: NetworkName, key: AddressKey, isClaimed: boolean) => AddressRecord | undefined;

interface Context extends Mark {
  readonly network: NetworkName;
  readonly link: LinkFrame;
}

export class ControlReader {
  readonly #ownership = trackOwnership();
  readonly #routers = new Routers();
  readonly #busiest = new Busiest();
  readonly #dialects = new SharedDialects();
  readonly #copies = new ControlCopies();
  readonly #claimedBy = new ClaimedAddresses();
  readonly #recordOf: RecordOf;
  #arpFrames = 0;
  #discoveryFrames = 0;

  constructor(
    recordOf: RecordOf,
    /** Whether the traffic is seen twice, so far. */
    readonly isMirrored: () => boolean,
    /** Of `auth_hmac`. */
    readonly keys: readonly Uint8Array[] = [],
  ) {
    this.#recordOf = recordOf;
  }

  /** Returns whether it could be read. */
  read(seen: SeenFrame, network: NetworkName, {at, frame}: Mark): boolean {
    const {bytes, linkType = LINK_TYPE_ETHERNET} = seen;
    const decoded = decodeFrame(bytes, linkType);
    if (isCopy(decoded, this.#copies.lagOf(bytes, at), this.isMirrored())) return true;
    return decoded.kind !== 'unreadable' && this.#take({at, frame, network, link: decoded.link}, decoded);
  }

  #take(context: Context, frame: Frame): boolean {
    switch (frame.kind) {
      case 'arp':
        this.#arp(context, frame.packet);
        return true;
      case 'vrrp':
      case 'carp':
        this.#advert(context, frame.ip.source, advertOf(frame.packet, this.keys, frame.link.destination));
        return true;
      case 'hsrp':
        for (const advert of hsrpAdverts(frame.packet)) this.#advert(context, frame.ip.source, advert);
        return true;
      case 'glbp':
        for (const advert of glbpAdvert(frame.packet)) this.#advert(context, frame.ip.source, advert);
        return true;
      case 'discovery':
        this.#discovery(context, frame.packet);
        return true;
      default:
        return false;
    }
  }

  facts(): Pick<CaptureFacts, 'arpFrames' | 'discoveryFrames' | 'routers' | 'claimedBy' | 'busiestSecond'> {
    const busiestSecond = this.#busiest.second;
    return {
      arpFrames: this.#arpFrames,
      discoveryFrames: this.#discoveryFrames,
      routers: this.#routers.facts(),
      claimedBy: this.#claimedBy,
      ...(busiestSecond === undefined ? {} : {busiestSecond}),
    };
  }

  /** Where the addresses are that CARP advertisements do not contain: its virtual MACs, each with its network. */
  get carpMacs(): ReadonlySet<string> {
    return new Set(this.#routers.carpMacs());
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
    if (claim.mac === ZERO_MAC || isGroupMac(claim.mac)) {
      this.#invalid(record, context, packet);
      return;
    }
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

  /** No neighbour sends to such a MAC, and the kernel does not accept one (arp_process() in net/ipv4/arp.c). */
  #invalid(record: AddressRecord | undefined, {at, frame, link}: Context, packet: ArpPacket): void {
    const dialect = this.#dialects.share(dialectOf(packet, link));
    const {senderMac: mac} = packet;
    record?.control.announcedInvalid({at, frame, mac, source: link.source, form: dialect.id, dialect});
  }

  #addAnnouncement(record: AddressRecord, announcement: Announcement): void {
    const {lastAt} = record.control.claimants;
    const since = lastAt === undefined ? {} : {sinceClaimNs: announcement.at - lastAt};
    if (record.control.announced({...announcement, ...since})) record.cut();
  }

  #claimed(record: AddressRecord | undefined, claim: Claim, mark: Mark): void {
    this.#claimedBy.note(claim);
    const change = this.#ownership.claim(claim);
    if (record?.control.claimed(claim, change, mark) === true) record.cut();
  }

  /** "Who has it?": broadcast it is a question; unicast it shows which MAC the asker believes in. */
  #arpQuestion({at, frame, network, link}: Context, {senderMac, senderIp, targetIp}: ArpPacket): void {
    const record = this.#recordOf(network, keyOf(targetIp), false);
    if (record === undefined) return;
    this.#asked(record, {at, frame, link, network}, keyOf(senderIp), senderMac, senderIp);
  }

  #asked(
    record: AddressRecord,
    {at, frame, link, network}: Context,
    key: AddressKey,
    mac: MacAddress,
    ip: IpAddress,
  ): void {
    const {destination} = link;
    const isUnicast = destination !== undefined && !isGroupMac(destination);
    if (!isUnicast) {
      record.control.asked({at, frame, mac, ip});
      this.#ownership.asked({at, network: network.text, ip: addressOf(record.key), asker: mac});
    }
    // An unused address was asked for in vain, but has not disappeared.
    if (!isUnicast && !record.control.isOwned) return;
    const asker = record.sender(key, numberOfMac(mac));
    if (isUnicast) asker?.sent(numberOfMac(destination), at, frame);
    asker?.asksNeighbour(isUnicast, at, frame);
  }

  #answered(
    record: AddressRecord | undefined,
    {at, frame}: Context,
    asker: AddressKey,
    packet: ArpPacket,
  ): void {
    const mac = numberOfMac(packet.senderMac);
    record?.spoke(mac, at, frame, true);
    const station = numberOfMac(packet.targetMac);
    const sender = record?.senders.get(asker);
    record?.told(station, mac, {at, frame}, sender);
    sender?.hearsNeighbour(at, frame);
  }

  #probed({at, frame, network}: Context, {ip, mac}: Probe): void {
    this.#recordOf(network, keyOf(ip), false)?.control.probed({at, frame, mac});
  }

  #discovery(context: Context, packet: DiscoveryPacket): void {
    const {at, network, link} = context;
    const {source, destination} = link;
    this.#discoveryFrames++;
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
    if (message.type === 'advertisement' && !message.override) record.control.isWithoutOverride = true;
    const mac = numberOfMac(claim.mac);
    record.spoke(mac, at, frame, true);
    const sender = record.senders.get(keyOf(destination));
    if (claim.asker !== undefined) record.told(numberOfMac(claim.asker), mac, {at, frame}, sender);
    sender?.hearsNeighbour(at, frame);
  }

  #discoveryQuestion({at, frame, network, link}: Context, {source, message}: DiscoveryPacket): void {
    const record = this.#recordOf(network, keyOf(message.target), false);
    if (record === undefined || link.source === undefined) return;
    this.#asked(record, {at, frame, network, link}, keyOf(source), link.source, source);
  }

  #advert({at, frame, network, link}: Context, router: IpAddress, advert: Advert): void {
    const {source: mac} = link;
    const seen = {at, frame, network: network.text, router, mac, advert};
    for (const ip of this.#routers.observe(seen)) this.#mastered(network, ip, seen);
    for (const ip of advert.addresses)
      this.#recordOf(network, keyOf(ip), true)?.control.interests.add('advertised');
  }

  #mastered(
    network: NetworkName,
    ip: IpAddress,
    {at, frame, mac}: Mark & {mac: Claim['mac'] | undefined},
  ): void {
    if (mac === undefined) return;
    const record = this.#recordOf(network, keyOf(ip), true);
    // A node whose address is at the virtual MAC may advertise from its own (keepalived's vmac_xmit_base).
    const owner = record?.control.owner;
    const isSame = owner !== undefined && isVirtualRouterMac(owner);
    const claim: Claim = {at, network: network.text, ip, mac: isSame ? owner : mac, what: 'advertisement'};
    this.#claimed(record, claim, {at, frame});
  }
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
