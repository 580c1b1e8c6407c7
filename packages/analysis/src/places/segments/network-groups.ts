/**
 * Decides which networks of the places are one. Interfaces belong together if both see frames from the same MACs. At such interfaces, networks with
 * the same tags are one, and so are networks with different tags in which the same frames are seen at the same moment. Pure.
 *
 * @module
 */

import {DisjointSets} from '../../collections/disjoint-sets.js';
import {grouped} from '../../collections/grouped.js';
import type {SeenNetwork} from '../../explain/frames/networks.js';
import {DELIVERED_WITHIN_NS} from '../../readings/delivery.js';
import type {PlacedClock} from '../clocks/clocks.js';
import {timeIn, timeOriginOf} from '../clocks/place-time.js';
import type {Sampled} from '../key-sample.js';
import type {PlaceSurvey} from '../survey.js';
import {atSameMoment, type Common, fromSameMacs, seenInTwo} from './common-frames.js';

/** An interface of a place with a stack of VLANs. */
export interface PlaceNetwork extends SeenNetwork {
  readonly place: number;
}

/** Networks that are one, and the number of the group of interfaces that they are at. */
interface JoinedNetworks {
  readonly networks: readonly PlaceNetwork[];
  readonly ofIfaces: number;
}

/** A single frame may be chance. */
const ENOUGH = 2;

export class NetworkGroups {
  /** Networks at interfaces that belong together. */
  readonly ofIfaces: readonly (readonly PlaceNetwork[])[];
  readonly ofNetworks: readonly JoinedNetworks[];
  readonly #all: readonly PlaceNetwork[];
  /** For each place, the number of its first network among those of all places. */
  readonly #firsts = new Map<number, number>();
  readonly #ifaces: DisjointSets;
  readonly #networks: DisjointSets;

  constructor(
    readonly surveys: readonly PlaceSurvey[],
    readonly common: readonly Common[],
    readonly places: readonly number[],
    readonly parts: readonly PlacedClock[],
  ) {
    const all: PlaceNetwork[] = [];
    for (const place of places) {
      this.#firsts.set(place, all.length);
      for (const {iface, vlans} of surveys[place]?.networks.all ?? []) all.push({place, iface, vlans});
    }
    this.#all = all;
    this.#ifaces = new DisjointSets(all.length);
    this.#networks = new DisjointSets(all.length);
    this.#joinIfaces();
    this.#joinSeenTwice();
    if (all.some(({vlans}) => vlans !== '')) this.#joinAcrossTags();
    this.#joinOfSameTags();
    this.ofIfaces = this.#ifaces.sets.map(set => set.map(index => all[index] as PlaceNetwork));
    const ofIfaces = new Map(this.#ifaces.sets.flatMap((set, number) => set.map(index => [index, number])));
    this.ofNetworks = this.#networks.sets.map(set => ({
      networks: set.map(index => all[index] as PlaceNetwork),
      ofIfaces: ofIfaces.get(set[0] as number) ?? 0,
    }));
  }

  #indexOf(place: number, network: number): number {
    return (this.#firsts.get(place) as number) + network;
  }

  /** By the frames of all networks at them. */
  #joinIfaces(): void {
    const sets = this.#ifaces;
    const firstAt = new Map<string, number>();
    for (const [index, network] of this.#all.entries()) {
      const first = firstAt.get(portOf(network));
      if (first === undefined) firstAt.set(portOf(network), index);
      else sets.join(first, index);
    }
    for (const {a, b, groups} of this.common) {
      const frames = new Map<string, number>();
      for (const shown of fromSameMacs(groups)) {
        const [one, other] = [sets.of(this.#indexOf(a, shown.a)), sets.of(this.#indexOf(b, shown.b))];
        const sum = (frames.get(`${one} ${other}`) ?? 0) + shown.frames;
        frames.set(`${one} ${other}`, sum);
        if (sum >= ENOUGH) sets.join(one, other);
      }
    }
  }

  /** As a mirror port shows each frame with its tag and without, and a machine at a bridge and at the port below it. */
  #joinSeenTwice(): void {
    for (const place of this.places) {
      const survey = this.surveys[place];
      if (survey === undefined || survey.networks.all.length === 1) continue;
      for (const {a, b} of seenInTwo(survey)) this.#join(this.#indexOf(place, a), this.#indexOf(place, b));
    }
  }

  #joinAcrossTags(): void {
    const base = timeOriginOf(this.parts);
    for (const {a, b, groups} of this.common) {
      const [one, other] = [a, b].map(place => this.parts.filter(part => part.place === place));
      if (one === undefined || other === undefined) continue;
      const bound = [...one, ...other].reduce((most, {boundNs}) => Math.max(most, boundNs), 0);
      const times = [one, other].map(
        own =>
          ({frame, ns}: Sampled) =>
            timeIn(own, base, frame, ns),
      ) as [(frame: Sampled) => number, (frame: Sampled) => number];
      for (const shown of atSameMoment(groups, times, Number(DELIVERED_WITHIN_NS) + bound))
        if (shown.frames >= ENOUGH) this.#join(this.#indexOf(a, shown.a), this.#indexOf(b, shown.b));
    }
  }

  /** Two VLANs of one interface are two networks, unless their frames show otherwise. */
  #joinOfSameTags(): void {
    for (const set of this.#ifaces.sets) {
      const byTags = grouped(set, index => this.#all[index]?.vlans ?? '');
      for (const alike of byTags.values())
        for (const [position, index] of alike.entries()) {
          const partner = alike.slice(0, position).find(other => !this.#areApart(index, other));
          if (partner !== undefined) this.#networks.join(index, partner);
        }
    }
  }

  /** Whether together they would contain two VLANs of one interface. */
  #areApart(index: number, other: number): boolean {
    const portsOf = (one: number) =>
      this.#networks.membersOf(one).map(member => portOf(this.#all[member] as PlaceNetwork));
    if (this.#networks.of(index) === this.#networks.of(other)) return false;
    const ports = new Set(portsOf(index));
    return portsOf(other).some(port => ports.has(port));
  }

  #join(index: number, other: number): void {
    this.#ifaces.join(index, other);
    this.#networks.join(index, other);
  }
}

function portOf({place, iface}: PlaceNetwork): string {
  return `${place} ${iface}`;
}
