/**
 * Frames that are seen twice: a mirror port delivers incoming and outgoing frames, before and after a router, where the
 * copy has another MAC and a lower time to live. A copy is neither a second question nor a second answer.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {SeenView} from '../seen-view.js';

/** A later one was sent again. Nanoseconds; a mirrored copy follows within a millisecond. */
const COPY_NS = 20_000_000;

/** Number of recent packets remembered, a power of two. */
const PLACES = 1024;

/** Places that packets with the same hash share: the newest of them are remembered. */
const WAYS = 4;

/** Relation of a packet to an earlier one. */
export type CopyKind = 'first' | 'copy' | 'routed-copy';

/** Packets, and a part of all, of which copies must be seen before everything is taken to be seen twice. */
const MIRRORED = {packets: 10, oneOf: 5, seenMoreOften: 20} as const;

export class Copies {
  /** Number of copies. */
  count = 0;
  /** Those of them that a router had forwarded. */
  forwarded = 0;
  #packets = 0;
  #again = 0;
  /** MACs of the routers that forwarded copies, by the number of their network. */
  readonly #relays = new Map<number, Set<number>>();
  readonly #seen = Array.from({length: PLACES}, () => new Seen());

  /** @param network network number */
  look(view: SeenView, network: number): CopyKind {
    const first = placeOf(view);
    const seen = this.#earlier(first, view, network);
    if (seen === undefined) {
      this.#oldest(first).take(view, network);
      this.#packets++;
      return 'first';
    }
    this.count++;
    if (view.hops < seen.hops) {
      this.forwarded++;
      this.#relay(network, seen.destinationMac);
      return 'routed-copy';
    }
    if (seen.isCopied) this.#again++;
    seen.isCopied = true;
    return 'copy';
  }

  /**
   * Whether the capture shows what passes there twice, as one does that a mirror port of two ports made, or that was merged from two
   * places. A program that repeats itself does so more often than once.
   */
  get isMirrored(): boolean {
    const copies = this.count - this.forwarded;
    const {packets, oneOf, seenMoreOften} = MIRRORED;
    return copies >= packets && oneOf * copies >= this.#packets && seenMoreOften * this.#again <= copies;
  }

  /** Whether frames to this MAC are seen again, after its router. */
  isRelay(network: number, mac: number): boolean {
    return this.#relays.get(network)?.has(mac) === true;
  }

  /** The packet of which this one is a copy. */
  #earlier(first: number, view: SeenView, network: number): Seen | undefined {
    for (let place = first; place < first + WAYS; place++) {
      const seen = this.#seen[place] as Seen;
      if (seen.isAlike(view, network) && view.ns - seen.ns <= COPY_NS && view.ns >= seen.ns) return seen;
    }
    return undefined;
  }

  #oldest(first: number): Seen {
    let oldest = this.#seen[first] as Seen;
    for (let place = first + 1; place < first + WAYS; place++) {
      const seen = this.#seen[place] as Seen;
      if (seen.ns < oldest.ns) oldest = seen;
    }
    return oldest;
  }

  #relay(network: number, mac: number): void {
    const known = this.#relays.get(network);
    if (known === undefined) this.#relays.set(network, new Set([mac]));
    else if (known.size < PLACES) known.add(mac);
  }
}

class Seen {
  /** A copy of it was seen. */
  isCopied = false;
  ns = 0;
  hops = 0;
  destinationMac = 0;
  #network = -1;
  #source: AddressKey = 0;
  #destination: AddressKey = 0;
  #identification = 0;
  #protocol = 0;
  #ports = 0;
  #a = 0;
  #b = 0;

  isAlike(view: SeenView, network: number): boolean {
    return (
      this.#a === wordOf(view) &&
      this.#identification === view.identification &&
      this.#source === view.source &&
      this.#destination === view.destination &&
      this.#network === network &&
      this.#protocol === view.protocol &&
      this.#ports === portsOf(view) &&
      this.#b === otherWordOf(view)
    );
  }

  take(view: SeenView, network: number): void {
    this.ns = view.ns;
    this.isCopied = false;
    this.hops = view.hops;
    this.destinationMac = view.destinationMac;
    this.#network = network;
    this.#source = view.source;
    this.#destination = view.destination;
    this.#identification = view.identification;
    this.#protocol = view.protocol;
    this.#ports = portsOf(view);
    this.#a = wordOf(view);
    this.#b = otherWordOf(view);
  }
}

/** Fields of other transports hold stale values of earlier packets: only those of its own count. */
function portsOf({transport, sourcePort, destinationPort, icmpType}: SeenView): number {
  if (transport === 'tcp' || transport === 'udp') return sourcePort * 0x1_0000 + destinationPort;
  return transport === 'none' ? 0 : icmpType;
}

function wordOf({transport, sequence, echoIdentifier, echoSequence, payloadLength}: SeenView): number {
  if (transport === 'tcp') return sequence;
  if (transport === 'udp') return payloadLength;
  return transport === 'none' ? 0 : echoIdentifier * 0x1_0000 + echoSequence;
}

function otherWordOf({transport, acknowledgment, tcpFlags, payloadLength, fragmentOffset}: SeenView): number {
  return transport === 'tcp' ? acknowledgment * 64 + tcpFlags + payloadLength : fragmentOffset;
}

/** The first of its places. */
function placeOf(view: SeenView): number {
  const mixed =
    Math.imul(wordOf(view) | 0, 0x9e3779b1) ^
    Math.imul(view.identification, 0x85ebca6b) ^
    Math.imul(portsOf(view) | 0, 0xc2b2ae35);
  return ((mixed >>> 16) ^ mixed) & (PLACES - WAYS);
}
