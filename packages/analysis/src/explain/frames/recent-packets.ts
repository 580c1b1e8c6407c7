/**
 * The packets seen last, with the properties that a copy shares. In columns: every packet of a capture is searched for among them, and
 * the fields compared for four of them are adjacent in memory.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';

/** A packet that follows later than this was sent again. Nanoseconds; a mirrored copy follows within a millisecond. */
const COPY_NS = 20_000_000;

/** Number of packets remembered, a power of two. */
const PLACES = 1024;

/** Number of places for packets with the same hash, of which the newest are remembered. */
const WAYS = 4;

/** The numbers in a place, in order. */
const FIELD = {
  ...{
    hops: 0,
    destinationMac: 1,
    network: 2,
    identification: 3,
    protocol: 4,
    ports: 5,
    word: 6,
    otherWord: 7,
  },
  /** How many copies of it were seen. */
  copies: 8,
} as const;
/** Numbers of a place. */
const STRIDE = 9;

/** Values that are computed once for a packet and its network. */
interface Compared {
  readonly network: number;
  readonly word: number;
  readonly ports: number;
}

export class RecentPackets {
  /** Hashes, which usually differ if packets differ. */
  readonly #marks = new Int32Array(PLACES);
  /** An empty place is older than any packet, even than those at the beginning of the clock. */
  readonly #ns = new Float64Array(PLACES).fill(Number.NEGATIVE_INFINITY);
  readonly #fields = new Float64Array(STRIDE * PLACES).fill(-1);
  readonly #sources: AddressKey[] = new Array<AddressKey>(PLACES).fill(0);
  readonly #destinations: AddressKey[] = new Array<AddressKey>(PLACES).fill(0);

  /** Place of the packet of which this one is a copy; -1 if it is not a copy: it then replaces the oldest. */
  findOrTake(view: SeenView, network: number): number {
    const {ns} = view;
    const word = wordOf(view);
    const ports = portsOf(view);
    const mark = markOf(word, ports, view.identification);
    const first = placeOf(mark);
    let oldest = first;
    for (let place = first; place < first + WAYS; place++) {
      const formerNs = this.#ns[place] as number;
      if (this.#marks[place] === mark && ns - formerNs <= COPY_NS && ns >= formerNs) {
        if (this.#isAlike(place, view, {network, word, ports})) return place;
      }
      if (formerNs < (this.#ns[oldest] as number)) oldest = place;
    }
    this.#marks[oldest] = mark;
    this.#take(oldest, view, {network, word, ports});
    return -1;
  }

  #take(place: number, view: SeenView, {network, word, ports}: Compared): void {
    this.#ns[place] = view.ns;
    this.#sources[place] = view.source;
    this.#destinations[place] = view.destination;
    const fields = this.#fields;
    const at = STRIDE * place;
    fields[at + FIELD.hops] = view.hops;
    fields[at + FIELD.destinationMac] = view.destinationMac;
    fields[at + FIELD.network] = network;
    fields[at + FIELD.identification] = view.identification;
    fields[at + FIELD.protocol] = view.protocol;
    fields[at + FIELD.ports] = ports;
    fields[at + FIELD.word] = word;
    fields[at + FIELD.otherWord] = otherWordOf(view);
    fields[at + FIELD.copies] = 0;
  }

  hopsAt(place: number): number {
    return this.#fields[STRIDE * place + FIELD.hops] as number;
  }

  destinationMacAt(place: number): number {
    return this.#fields[STRIDE * place + FIELD.destinationMac] as number;
  }

  /** Counts a copy, and returns how many there are. */
  copied(place: number): number {
    const at = STRIDE * place + FIELD.copies;
    const copies = (this.#fields[at] as number) + 1;
    this.#fields[at] = copies;
    return copies;
  }

  #isAlike(place: number, view: SeenView, {network, word, ports}: Compared): boolean {
    const fields = this.#fields;
    const at = STRIDE * place;
    return (
      fields[at + FIELD.word] === word &&
      fields[at + FIELD.identification] === view.identification &&
      this.#sources[place] === view.source &&
      this.#destinations[place] === view.destination &&
      fields[at + FIELD.network] === network &&
      fields[at + FIELD.protocol] === view.protocol &&
      fields[at + FIELD.ports] === ports &&
      fields[at + FIELD.otherWord] === otherWordOf(view)
    );
  }
}

/** Fields of other transports hold stale values of earlier packets: only those of its own count. */
function portsOf({transport, sourcePort, destinationPort, icmpType}: SeenView): number {
  if (transport === 'tcp' || transport === 'udp') return sourcePort * 0x1_0000 + destinationPort;
  return transport === 'none' ? 0 : icmpType;
}

function wordOf(view: SeenView): number {
  const {transport, sequence, echoIdentifier, echoSequence, payloadLength} = view;
  if (transport === 'tcp') return sequence;
  // IPv6 does not number packets, and the checksum of an outgoing packet is not computed yet when it is captured.
  if (transport === 'udp') return payloadLength * 2 ** 32 + view.udpHead;
  return transport === 'none' ? 0 : echoIdentifier * 0x1_0000 + echoSequence;
}

function otherWordOf({transport, acknowledgment, tcpFlags, payloadLength, fragmentOffset}: SeenView): number {
  return transport === 'tcp' ? (tcpFlags + payloadLength) * 2 ** 32 + acknowledgment : fragmentOffset;
}

function markOf(word: number, ports: number, identification: number): number {
  return (
    Math.imul(word | 0, 0x9e3779b1) ^ Math.imul(identification, 0x85ebca6b) ^ Math.imul(ports | 0, 0xc2b2ae35)
  );
}

/** The first of its places. */
function placeOf(mark: number): number {
  return ((mark >>> 16) ^ mark) & (PLACES - WAYS);
}
