/**
 * The machine at which a capture was made: its MACs are at one end of almost all unicast frames there. A mirror port has no such MAC.
 * Pure.
 *
 * @module
 */

import {isVirtualRouterMac, macOfNumber} from '@vip/arp';
import {commonKeys, type SameFrame, uniqueFrames} from '../same-frames.js';
import type {PlaceSurvey} from '../survey.js';
import type {PortEnds} from './seen-ends.js';

/** The rest are frames that a switch floods while it does not know a port. */
const ALMOST_ALL = 0.8;
/** Unicast frames needed to draw a conclusion. */
const ENOUGH = 3;

/** The MACs of each place; none for a mirror port, or if they cannot be determined. */
export function ownMacs(surveys: readonly PlaceSurvey[]): ReadonlySet<number>[] {
  return new Ownership(surveys).own;
}

/** An interface, with its candidate MACs. */
interface Port {
  readonly place: number;
  readonly macs: readonly number[];
}

class Ownership {
  readonly own: Set<number>[];
  /** Interfaces whose MACs are not known yet. */
  #ports: {readonly place: number; readonly ends: PortEnds}[];
  /** MACs that belong to no place, or to one that cannot be determined. */
  readonly #elsewhere = new Set<number>();

  constructor(readonly surveys: readonly PlaceSurvey[]) {
    this.own = surveys.map(({sentFrom}) => new Set([...sentFrom].filter(mac => !isVirtual(mac))));
    this.#ports = surveys.flatMap(({ends, sentFrom}, place) =>
      sentFrom.size > 0 ? [] : ends.filter(one => one !== undefined).map(one => ({place, ends: one})),
    );
    while (this.#learn());
  }

  /** Takes one more step. Returns false if there is nothing left to find out. */
  #learn(): boolean {
    const open = this.#ports.map(({place, ends}): Port => ({place, macs: this.#candidates(place, ends)}));
    return this.#single(open) || this.#shared(open) || this.#betweenTwo(open) || this.#host(open);
  }

  /** The MACs at one end of almost all frames, apart from those between other places. */
  #candidates(place: number, ends: PortEnds): number[] {
    const isOther = (mac: number) => this.own.some((macs, other) => other !== place && macs.has(mac));
    const counts = new Map<number, number>();
    let all = 0;
    for (const [source, destinations] of ends)
      for (const [destination, {frames}] of destinations) {
        if (isOther(source) && isOther(destination)) continue;
        all += frames;
        for (const mac of new Set([source, destination])) counts.set(mac, (counts.get(mac) ?? 0) + frames);
      }
    if (all < ENOUGH) return [];
    return [...counts]
      .filter(
        ([mac, count]) =>
          count >= ALMOST_ALL * all && !isVirtual(mac) && !isOther(mac) && !this.#elsewhere.has(mac),
      )
      .map(([mac]) => mac);
  }

  #take(index: number, mac: number): void {
    this.own[this.#ports[index]?.place ?? -1]?.add(mac);
    this.#ports = this.#ports.filter((_, other) => other !== index);
  }

  /** A machine with a single candidate has that MAC, unless another machine has it. */
  #single(open: readonly Port[]): boolean {
    for (const [index, {place, macs}] of open.entries()) {
      const [mac] = macs;
      const rivals = open.filter(other => other.macs.length === 1 && other.macs[0] === mac);
      if (macs.length !== 1 || mac === undefined) continue;
      const winner =
        rivals.length === 1
          ? place
          : this.#nearest(
              mac,
              rivals.map(rival => rival.place),
            );
      if (winner === place) this.#take(index, mac);
      else if (winner === undefined) this.#elsewhere.add(mac);
      else continue;
      return true;
    }
    return false;
  }

  /** The one of two places that sends its frames; undefined if it is at neither, or at both. */
  #nearest(mac: number, [first, second, third]: readonly number[]): number | undefined {
    if (first === undefined || second === undefined || first === second || third !== undefined)
      return undefined;
    const lead = medianLead(this.#same(first, second), mac, undefined);
    return lead === 0 ? undefined : lead > 0 ? first : second;
  }

  /** A machine that all places talk to is elsewhere if each place has another candidate of its own. */
  #shared(open: readonly Port[]): boolean {
    const having = (mac: number) => open.filter(({macs}) => macs.includes(mac)).length;
    const shared = [...new Set(open.flatMap(({macs}) => macs))].filter(mac => having(mac) > 1);
    const found = shared.filter(mac =>
      open.every(({macs}) => !macs.includes(mac) || macs.some(other => having(other) === 1)),
    );
    for (const mac of found) this.#elsewhere.add(mac);
    return found.length > 0;
  }

  /** Of two places that talk only to each other: answers follow questions sooner at the one that answers. */
  #betweenTwo(open: readonly Port[]): boolean {
    for (const [index, {place, macs}] of open.entries()) {
      const [one, other] = macs;
      if (one === undefined || other === undefined) continue;
      const second = open.find(
        (port, at) =>
          at > index && port.place !== place && port.macs.includes(one) && port.macs.includes(other),
      );
      if (second === undefined) continue;
      const lead = medianLead(this.#same(place, second.place), one, other);
      if (lead === 0) this.#elsewhere.add(one).add(other);
      else this.#take(index, lead > 0 ? one : other);
      return true;
    }
    return false;
  }

  /** A host that talks only to its gateway: the gateway's packets to it have crossed a router. */
  #host(open: readonly Port[]): boolean {
    for (const [index, {place, macs}] of open.entries()) {
      const hosts = macs.filter(mac => !forwards(this.surveys[place], mac));
      const [host] = hosts;
      if (host === undefined || hosts.length > 1 || macs.length < 2) continue;
      if (open.some((port, other) => other !== index && port.macs.includes(host))) continue;
      this.#take(index, host);
      return true;
    }
    return false;
  }

  #same(first: number, second: number): SameFrame[] {
    const [a, b] = [this.surveys[first], this.surveys[second]];
    return a === undefined || b === undefined ? [] : uniqueFrames(commonKeys(a, b));
  }
}

/** A virtual router's MAC moves from machine to machine. */
function isVirtual(mac: number): boolean {
  const text = macOfNumber(mac);
  return text === undefined || isVirtualRouterMac(text);
}

/** Initial hop limits of common systems. */
const INITIAL_HOPS: ReadonlySet<number> = new Set([1, 32, 64, 128, 255]);

/** Whether the hop limits of most packets that it sends have been decremented. */
function forwards(survey: PlaceSurvey | undefined, mac: number): boolean {
  const sent = [...(survey?.control.frames() ?? []), ...(survey?.traffic.frames() ?? [])].filter(
    ({sourceMac, hops}) => sourceMac === mac && hops > 0,
  );
  return 2 * sent.filter(({hops}) => !INITIAL_HOPS.has(hops)).length > sent.length;
}

/**
 * How much later frames of `one` are at the second place, compared with those of `other` or, if undefined, of
 * any other. Nanoseconds; 0 if nothing shows it.
 */
function medianLead(same: readonly SameFrame[], one: number, other: number | undefined): number {
  const leads: number[] = [];
  for (const [index, {a, b}] of same.entries()) {
    const next = same[index + 1];
    if (next === undefined || next.a.sourceMac === a.sourceMac) continue;
    const lead = b.ns - a.ns - (next.b.ns - next.a.ns);
    const isOther = (mac: number) => other === undefined || mac === other;
    if (a.sourceMac === one && isOther(next.a.sourceMac)) leads.push(lead);
    if (next.a.sourceMac === one && isOther(a.sourceMac)) leads.push(-lead);
  }
  leads.sort((x, y) => x - y);
  return leads[leads.length >> 1] ?? 0;
}
