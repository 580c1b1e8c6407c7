/**
 * Packets that routers forward from one segment to another, and those that did not get there. A packet is expected beyond a router only if
 * others from the same source to the same destination were forwarded before: a packet that a router is not meant to forward is not lost. Bounded.
 *
 * @module
 */

import type {AddressKey, ViewedKind} from '@vip/arp';
import {pairHash} from '../../collections/pair-hash.js';
import type {Journey, WireFrame} from '../wire-frame.js';
import type {Passages} from './passages.js';

/** Packets from one address to another, through routers. */
interface Flow {
  readonly kind: ViewedKind;
  readonly source: AddressKey;
  readonly destination: AddressKey | undefined;
  /** The segment that its packets come from, and the place that sends them; -1 if there is none. */
  readonly segment: number;
  by: number;
  /** The place that received the last packet; -1 if it went to none. */
  to: number;
}

const MOST_FLOWS = 4096;
/** Number of flows cached in front of the map, a power of two. */
const RECENT = 1024;
/** A router sent it on, but not to one of the places. */
const ELSEWHERE = -2;
const NOWHERE = -1;

/** A router has sent a packet on. */
export function crossed(journey: Journey, {by, to, first}: WireFrame): void {
  journey.last = by >= 0 ? by : first;
  if (to >= 0) journey.beyond = to;
  else if (journey.beyond < 0) journey.beyond = ELSEWHERE;
}

export class Crossings {
  readonly #flows = new Map<string, Flow>();
  readonly #recent = new Array<Flow | undefined>(RECENT).fill(undefined);

  constructor(
    readonly passages: Passages,
    /** Whether a place captured at this time. Nanoseconds. */
    readonly covers: (place: number, at: number) => boolean,
  ) {}

  /** For each source, the place that sent the packets that routers forwarded. */
  senders(): ReadonlyMap<AddressKey, number> {
    const known = [...this.#flows.values()].filter(({by}) => by >= 0);
    return new Map(known.map(({source, by}) => [source, by]));
  }

  /** Counts a packet that can no longer be seen anywhere. */
  settle(wire: WireFrame): void {
    const {journey, segment} = wire;
    if (wire.isForwarded || journey === undefined) return;
    const {beyond} = journey;
    const flow = this.#flowOf(wire);
    if (beyond >= 0) this.#arrived(wire, journey, flow ?? this.#begin(wire));
    else if (flow?.segment === segment && beyond === ELSEWHERE) flow.to = NOWHERE;
    else if (flow?.segment === segment) this.#missed(wire, journey, flow);
    // The frame came from that place, whose capture missed it.
    else if (flow !== undefined && wire.to === flow.to && this.#isSender(flow.by, wire))
      this.passages.checked(flow.by, false);
  }

  #flowOf(wire: WireFrame): Flow | undefined {
    const place = pairHash(wire.source, wire.destination ?? 0) & (RECENT - 1);
    const recent = this.#recent[place];
    if (recent !== undefined && isOf(recent, wire)) return recent;
    const found = this.#flows.get(keyOf(wire));
    this.#recent[place] = found;
    return found;
  }

  #begin(wire: WireFrame): Flow | undefined {
    const {kind, source, destination, segment} = wire;
    const flow = {kind, source, destination, segment, by: -1, to: NOWHERE};
    if (this.#flows.size >= MOST_FLOWS) return undefined;
    this.#flows.set(keyOf(wire), flow);
    return flow;
  }

  #arrived(wire: WireFrame, {last, beyond}: Journey, flow: Flow | undefined): void {
    const {by, seen, at} = wire;
    if (flow === undefined || flow.segment !== wire.segment) return;
    flow.by = by;
    flow.to = beyond;
    if (last === beyond && this.covers(beyond, at)) this.passages.settleBeyond(wire, last, beyond, true);
    // If others in its segment have it, it has been counted already.
    if (seen === 1 << by && this.#isSender(by, wire)) this.passages.checked(by, true);
  }

  #missed(wire: WireFrame, {last}: Journey, {to}: Flow): void {
    if (to === NOWHERE) return;
    const {to: gateway, first, seen, at} = wire;
    const isLostBefore = gateway >= 0 && gateway !== first && (seen & (1 << gateway)) === 0;
    if (!isLostBefore && this.covers(to, at)) this.passages.settleBeyond(wire, last, to, false);
  }

  #isSender(place: number, {at}: WireFrame): boolean {
    return place >= 0 && this.covers(place, at);
  }
}

function isOf(flow: Flow, {kind, source, destination}: WireFrame): boolean {
  return flow.source === source && flow.destination === destination && flow.kind === kind;
}

function keyOf({kind, source, destination}: WireFrame): string {
  return `${kind} ${source} ${destination}`;
}
