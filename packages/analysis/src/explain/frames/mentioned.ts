/**
 * The addresses that a story may be about: those that are announced, advertised, claimed by two machines, probed for or refused. Most frames of a
 * capture mention none and are passed over, so a file can first be searched for these addresses. Questions to all other addresses then need
 * not be followed.
 *
 * @module
 */

import {
  type AddressKey,
  ARP_PACKET_LENGTH,
  arpSenderKey,
  arpSenderMac,
  arpTargetKey,
  decodeFrame,
  isPlainTraffic,
  isVirtualRouterMac,
  keyOf,
  LINK_TYPE_ETHERNET,
  numberOfMac,
  type ViewedKind,
  ZERO_MAC,
} from '@vip/arp';
import type {PassesOver} from '@vip/arp/capture-file';
import {arpProbeOf, type Claim, claimOfArp, claimOfDiscovery, discoveryProbeOf} from '@vip/arp/ownership';
import {FrameColumns, type SeenFrames} from '../../capture/frame-columns.js';
import {SeenView} from '../../capture/seen-view.js';
import {advertOf, glbpAdvert, hsrpAdverts} from '../../claims/advert.js';
import {icmpErrorOf} from './icmp-error.js';

/** With more addresses than this, following all of them costs no more. */
const MOST_MENTIONED = 512;
const MOST_CLAIMED = 65_536;

const DECODED: ReadonlySet<ViewedKind> = new Set(['discovery', 'vrrp', 'hsrp', 'glbp']);

/** An address in two networks counts as one here. */
const NOWHERE = '';

/** Whether a frame mentions no address in this sense, and can be skipped. */
export const saysNothing: PassesOver = (bytes, start, end, linkType) =>
  linkType === LINK_TYPE_ETHERNET && isPlainTraffic(bytes, start, end);

export class Mentioned {
  /** Addresses that are certain to be reported. */
  readonly #certain = new Set<AddressKey>();
  readonly #all = new Set<AddressKey>();
  /** The first MAC that claimed each address. */
  readonly #claimedBy = new Map<AddressKey, number>();
  #isTooMuch = false;
  #frames = 0;
  readonly #view = new SeenView();
  readonly #single = new FrameColumns(1);

  /** @param mostWithout number of frames after which the search ends, if no address is certain to be reported by then */
  constructor(readonly mostWithout = Number.POSITIVE_INFINITY) {}

  /** @returns false once no more frames are needed */
  take(frames: SeenFrames): boolean {
    if (this.#isTooMuch) return false;
    if (frames instanceof FrameColumns) this.#takeAll(frames);
    else
      for (const seen of frames) {
        this.#single.count = 0;
        this.#single.addFrame(seen);
        this.#takeAll(this.#single);
      }
    return !this.#isTooMuch;
  }

  #takeAll(frames: FrameColumns): void {
    for (let index = 0; index < frames.count; index++) this.#takeOne(frames, index);
    this.#frames += frames.count + frames.passedOver;
    if (this.#frames >= this.mostWithout && this.#certain.size === 0) this.#giveUp();
  }

  /** Undefined if there are too many, or if none is certain to be reported: in that case those that fell silent are reported, which may be any. */
  get addresses(): ReadonlySet<AddressKey> | undefined {
    return this.#isTooMuch || this.#certain.size === 0 ? undefined : this.#all;
  }

  #takeOne(frames: FrameColumns, index: number): void {
    const bytes = frames.bytes[index] as Uint8Array;
    const [start, end] = [frames.start[index] as number, frames.end[index] as number];
    if (saysNothing(bytes, start, end, frames.linkType[index] as number)) return;
    const view = this.#view;
    view.see(frames, index);
    if (view.kind === 'arp') this.#arp(view, bytes);
    else if (view.isIcmpError) this.#refused(view);
    else this.#control(view);
  }

  #arp(view: SeenView, bytes: Uint8Array): void {
    const {payloadStart: start, end} = view;
    if (end - start < ARP_PACKET_LENGTH) return;
    const sender = arpSenderKey(bytes, start);
    // Most stations ask or answer from the same MAC as before, which is not news.
    const isNews = this.#claimedBy.get(sender) !== arpSenderMac(bytes, start);
    if (!isNews && sender !== arpTargetKey(bytes, start)) return;
    if (this.#certain.has(sender)) return;
    const packet = view.arp;
    if (packet === undefined) return;
    this.#probed(arpProbeOf(packet, 0n, NOWHERE));
    this.#claimed(claimOfArp(packet, 0n, NOWHERE));
  }

  #control(view: SeenView): void {
    if (!DECODED.has(view.kind)) return;
    const decoded = decodeFrame(view.octets, view.linkType);
    switch (decoded.kind) {
      case 'discovery':
        this.#probed(discoveryProbeOf(decoded.packet, 0n, NOWHERE, ZERO_MAC));
        this.#claimed(claimOfDiscovery(decoded.packet, 0n, NOWHERE, undefined));
        return;
      case 'vrrp':
      case 'carp':
        this.#advertised([advertOf(decoded.packet, [], decoded.link.destination)]);
        return;
      case 'hsrp':
        this.#advertised(hsrpAdverts(decoded.packet));
        return;
      case 'glbp':
        this.#advertised(glbpAdvert(decoded.packet));
    }
  }

  #advertised(adverts: Iterable<{readonly addresses: readonly Claim['ip'][]}>): void {
    for (const {addresses} of adverts) for (const ip of addresses) this.#mention(keyOf(ip), true);
  }

  #probed(probe: Pick<Claim, 'ip'> | undefined): void {
    if (probe !== undefined) this.#mention(keyOf(probe.ip), false);
  }

  #claimed(claim: Claim | undefined): void {
    if (claim === undefined) return;
    const key = keyOf(claim.ip);
    const mac = numberOfMac(claim.mac);
    const first = this.#claimedBy.get(key);
    if (claim.what === 'announcement') this.#mention(key, true);
    else if (isVirtualRouterMac(claim.mac) || (first !== undefined && first !== mac))
      this.#mention(key, false);
    if (first !== undefined) return;
    this.#claimedBy.set(key, mac);
    if (this.#claimedBy.size > MOST_CLAIMED) this.#giveUp();
  }

  /** An ICMP error, from the address itself or from a router. */
  #refused(view: SeenView): void {
    this.#mention(view.source, false);
    const quoted = icmpErrorOf(view)?.quoted;
    if (quoted !== undefined) this.#mention(keyOf(quoted.destination), false);
  }

  #mention(key: AddressKey, isCertain: boolean): void {
    if (isCertain) this.#certain.add(key);
    this.#all.add(key);
    if (this.#all.size > MOST_MENTIONED) this.#giveUp();
  }

  #giveUp(): void {
    this.#isTooMuch = true;
    this.#certain.clear();
    this.#all.clear();
    this.#claimedBy.clear();
  }
}
