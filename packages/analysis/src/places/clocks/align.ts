/**
 * Aligns the clocks of several captures by the frames that they have in common. Nothing is assumed about how the clocks were set. Pure.
 *
 * @module
 */

import {groupsOfPairs, type Link, linksOf, wholeParts} from '../links.js';
import {linkPassages} from '../passages/link-passages.js';
import {arePlausible, type CandidateCapture} from '../plausible.js';
import type {Common} from '../segments/common-frames.js';
import {ownMacs} from '../segments/own-macs.js';
import {Segments} from '../segments/segments.js';
import type {PlaceSurvey} from '../survey.js';
import type {Together} from '../together.js';
import type {PairOfClocks} from './clock-bounds.js';
import {type Solution, solve} from './clock-problem.js';
import type {ClockPart, PairedClocks, PlacedClock} from './clocks.js';
import {cutsBetween} from './cuts.js';
import type {Line} from './line.js';
import {PartSpans} from './part-spans.js';
import {RoughClocks} from './rough-clocks.js';

/** Rounds of cutting captures where their clocks step. */
const MOST_ROUNDS = 12;

/**
 * Chains of captures that have frames in common, each with its clocks. A capture that shares no frames with any other is alone. Parts between
 * two steps of a clock that share none are left out.
 */
export function alignPlaces(surveys: readonly PlaceSurvey[]): Together[] {
  const own = ownMacs(surveys);
  const common = groupsOfPairs(surveys);
  const isPlausible = (a: number, b: number, line: Line) => {
    const [one, other] = [a, b].map(place => ({survey: surveys[place], own: own[place]})) as [
      CandidateCapture,
      CandidateCapture,
    ];
    return arePlausible(one, other, line);
  };
  let parts = surveys.flatMap(wholeParts);
  let links = linksOf(parts, common, isPlausible);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const cut = cutsBetween(
      parts,
      surveys,
      links.flatMap(({steps}) => steps),
    );
    if (cut === undefined) break;
    parts = cut;
    links = linksOf(parts, common, isPlausible);
  }
  return new Alignment(surveys, own, common, parts, links).together();
}

class Alignment {
  readonly #rough: RoughClocks;
  readonly #spans: PartSpans;

  constructor(
    readonly surveys: readonly PlaceSurvey[],
    readonly own: readonly ReadonlySet<number>[],
    readonly common: readonly Common[],
    readonly parts: readonly ClockPart[],
    readonly links: readonly Link[],
  ) {
    this.#rough = new RoughClocks(parts, links);
    this.#spans = new PartSpans(parts, surveys);
  }

  together(): Together[] {
    return this.#rough.chains
      .filter(chain => chain.length > 1 || this.#isMain(chain[0] as number))
      .map(chain => this.#story(chain));
  }

  #story(chain: readonly number[]): Together {
    const {surveys, own} = this;
    const links = this.links.filter(({a, b}) => chain.includes(a) && chain.includes(b));
    const pairs = new Map(links.map(link => [link, this.#pair(link, chain)]));
    const halves = chain.map(part => this.#spans.of(part).half / 1000);
    const solution = solve(halves, [...pairs.values()]);
    const parts = chain.map((part, index) => this.#placed(part, index, solution));
    const places = [...new Set(parts.map(({place}) => place))].sort((x, y) => x - y);
    const common = this.common.filter(({a, b}) => places.includes(a) && places.includes(b));
    return {
      ...{surveys, own, places},
      clocks: {
        parts: parts.sort((x, y) => x.place - y.place || x.fromFrame - y.fromFrame),
        pairs: this.#pairs(chain, pairs, solution),
        unsteadyNs: 1000 * solution.contradiction,
      },
      segments: new Segments({surveys, common, places, parts}),
    };
  }

  #placeOf(part: number): number {
    return (this.parts[part] as ClockPart).place;
  }

  #pair(link: Link, chain: readonly number[]): PairOfClocks {
    const {a, b} = link;
    const places = [this.#placeOf(a), this.#placeOf(b)] as const;
    const [ownA, ownB] = places.map(place => this.own[place]) as [ReadonlySet<number>, ReadonlySet<number>];
    const rounded = places.map(place => this.surveys[place]?.resolutionNs ?? 0);
    return {
      ...{a: chain.indexOf(a), b: chain.indexOf(b)},
      ...linkPassages(link, [ownA, ownB], this.#spans, this.#rough),
      roundedUs: rounded.reduce((sum, ns) => sum + ns, 0) / 1000,
    };
  }

  /** Whether a part without frames in common is mentioned: only if no other part of its place has any, and none is longer. */
  #isMain(part: number): boolean {
    const size = ({fromFrame, toFrame}: ClockPart) => toFrame - fromFrame;
    const own = [...this.parts.keys()].filter(other => this.#placeOf(other) === this.#placeOf(part));
    const isLinked = own.some(other => this.links.some(({a, b}) => a === other || b === other));
    const longest = own.reduce(
      (best, other) =>
        size(this.parts[other] as ClockPart) > size(this.parts[best] as ClockPart) ? other : best,
      own[0] as number,
    );
    return !isLinked && longest === part;
  }

  #pairs(
    chain: readonly number[],
    pairs: ReadonlyMap<Link, PairOfClocks>,
    solution: Solution,
  ): PairedClocks[] {
    return chain.flatMap((a, indexA) =>
      chain.flatMap((b, indexB) => {
        const [placeA, placeB] = [this.parts[a]?.place as number, this.parts[b]?.place as number];
        if (placeA >= placeB) return [];
        const isOf = (one: Link) => (one.a === a && one.b === b) || (one.a === b && one.b === a);
        const [link, pair] = [...pairs].find(([one]) => isOf(one)) ?? [];
        return [
          {
            ...{a: placeA, b: placeB, frames: link?.frames.length ?? 0},
            ...{there: pair?.there.length ?? 0, back: pair?.back.length ?? 0},
            boundNs: 1000 * solution.within(indexA, indexB),
          },
        ];
      }),
    );
  }

  #placed(part: number, index: number, solution: Solution): PlacedClock {
    const {place, fromFrame, toFrame} = this.parts[part] as ClockPart;
    const {reference, offset, rate} = this.#rough.of(part);
    const {middle: ahead, end} = solution.ahead[index] as Solution['ahead'][number];
    const {fromNs, toNs, middle, half} = this.#spans.of(part);
    const base = (this.surveys[reference] as PlaceSurvey).base;
    const own = (this.surveys[place] as PlaceSurvey).base;
    const timeAt = (ns: number) =>
      base + BigInt(Math.round(offset + rate * ns - 1000 * (ahead + (end * (ns - middle)) / half)));
    const [from, to] = [timeAt(fromNs), timeAt(toNs)];
    return {
      ...{place, fromFrame, toFrame, reference, fromNs, toNs, from, to},
      aheadNs: Number(own - timeAt(middle)) + middle,
      drift: toNs > fromNs ? (toNs - fromNs) / Number(to - from) - 1 : 0,
      boundNs: index === 0 ? 0 : 1000 * solution.within(0, index),
      frames: this.links
        .filter(({a, b}) => a === part || b === part)
        .reduce((sum, link) => sum + link.frames.length, 0),
    };
  }
}
