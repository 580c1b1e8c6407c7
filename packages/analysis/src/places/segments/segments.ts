/**
 * The networks of the places, joined to segments: the same network is seen at several places, at several interfaces of one, and at a trunk with a
 * tag that an access port does not show. Pure.
 *
 * @module
 */

import {networkText, type SeenNetwork} from '../../explain/frames/networks.js';
import type {PlacedClock} from '../clocks/clocks.js';
import type {PlaceSurvey} from '../survey.js';
import type {Common} from './common-frames.js';
import {NetworkGroups, type PlaceNetwork} from './network-groups.js';

/** Maximum number of places in the name of a segment. */
const MOST_NAMES = 3;

export interface Segment extends SeenNetwork {
  readonly id: number;
  /** Its name, which the merge gives to the interface of its frames. */
  readonly text: string;
}

/** What is known of the captures that share a story. */
export interface KnownPlaces {
  readonly surveys: readonly PlaceSurvey[];
  readonly common: readonly Common[];
  readonly places: readonly number[];
  readonly parts: readonly PlacedClock[];
}

export class Segments {
  /** By place, interface and tags. */
  readonly #of = new Map<string, Segment>();
  readonly #all: Segment[] = [];
  readonly #byText = new Map<string, Segment>();
  /** The interfaces of a place at which it sees a segment. */
  readonly #ports = new Map<string, Set<string>>();
  readonly #ofPlace = new Map<number, Set<number>>();

  constructor({surveys, common, places, parts}: KnownPlaces) {
    const groups = new NetworkGroups(surveys, common, places, parts);
    const names = groups.ofIfaces.map(group => nameOf(group, surveys, groups.ofIfaces.length === 1));
    for (const {networks, ofIfaces} of groups.ofNetworks) {
      const {vlans} = networks.reduce((most, one) => (depthOf(one) > depthOf(most) ? one : most));
      const usual = names[ofIfaces] ?? '';
      const isTaken = this.#byText.has(networkText(usual, vlans));
      const segment = this.#add(isTaken ? nameOf(networks, surveys, false) : usual, vlans);
      for (const network of networks) this.#place(network, segment);
    }
  }

  get count(): number {
    return this.#all.length;
  }

  /** The segment of a network of a place. */
  of(place: number, iface: string, vlans: string): Segment {
    const found = this.#of.get(keyOf({place, iface, vlans}));
    if (found !== undefined) return found;
    // Networks beyond the number that a survey distinguishes.
    const last = this.#add(iface, vlans);
    this.#place({place, iface, vlans}, last);
    return last;
  }

  /** The interface and the tags of the segment with this name. */
  named(text: string): SeenNetwork {
    return this.#byText.get(text) ?? {iface: text, vlans: ''};
  }

  /** Whether a place sees a segment at several interfaces. */
  isSeenAtSeveral(place: number, {id}: Segment): boolean {
    return (this.#ports.get(`${place} ${id}`)?.size ?? 0) > 1;
  }

  /** The segments of which a place has frames. */
  at(place: number): ReadonlySet<number> {
    return this.#ofPlace.get(place) ?? new Set();
  }

  #add(iface: string, vlans: string): Segment {
    const segment = {id: this.#all.length, iface, vlans, text: networkText(iface, vlans)};
    this.#all.push(segment);
    this.#byText.set(segment.text, segment);
    return segment;
  }

  #place(network: PlaceNetwork, {id}: Segment): void {
    this.#of.set(keyOf(network), this.#all[id] as Segment);
    const own = this.#ofPlace.get(network.place) ?? new Set();
    this.#ofPlace.set(network.place, own.add(id));
    const key = `${network.place} ${id}`;
    this.#ports.set(key, (this.#ports.get(key) ?? new Set()).add(networkText(network.iface, network.vlans)));
  }
}

function keyOf({place, iface, vlans}: PlaceNetwork): string {
  return `${place} ${iface} ${vlans}`;
}

/** The number of tags: the most name the network. */
function depthOf({vlans}: SeenNetwork): number {
  return vlans === '' ? 0 : vlans.split('.').length;
}

function nameOf(group: readonly PlaceNetwork[], surveys: readonly PlaceSurvey[], isOnly: boolean): string {
  if (isOnly) return '';
  const names = group.map(({place, iface}) => {
    const {name, ifaces} = surveys[place] as PlaceSurvey;
    return ifaces.size > 1 ? `${name}/${iface}` : name;
  });
  const all = [...new Set(names)];
  const more = all.length - MOST_NAMES;
  return [...all.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join('+');
}
