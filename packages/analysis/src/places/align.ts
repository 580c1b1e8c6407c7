/**
 * Aligns the clocks of several captures by the frames that they have in common. Nothing is assumed about how the clocks were set. Pure.
 *
 * @module
 */

import {UNKNOWN_MAC} from '@vip/arp';
import {type PairOfClocks, type Passage, type Solution, solve} from './clock-problem.js';
import type {ClockPair, ClockPart, PlacedClock} from './clocks.js';
import {cutsBetween, type Step} from './cuts.js';
import {fit, type Line} from './line.js';
import {type Agreement, agreementsOf} from './offset.js';
import {ownMacs} from './own-macs.js';
import {arePlausible, type Candidate} from './plausible.js';
import {commonKeys, type KeyGroup, type SameFrame} from './same-frames.js';
import {type Common, Segments} from './segments.js';
import type {PlaceSurvey} from './survey.js';
import type {Together} from './together.js';

/** Two parts, and what both have. */
interface Link {
  /** Numbers of the parts. */
  readonly a: number;
  readonly b: number;
  readonly line: Line;
  readonly frames: readonly SameFrame[];
}

/** Converts a part's times to its reference's, roughly: `offset + rate * ns`, in nanoseconds from the reference's first frame. */
interface Rough {
  readonly reference: number;
  readonly offset: number;
  readonly rate: number;
}

/** The time of a part by its own clock. Nanoseconds. */
interface Span {
  readonly fromNs: number;
  readonly toNs: number;
  readonly middle: number;
  /** Half its length, at least a millisecond. */
  readonly half: number;
}

/** Rounds of cutting captures where their clocks step. */
const MOST_ROUNDS = 12;

/**
 * The captures that have frames in common, chain by chain, each with its clocks. A capture that shares none with any other is alone. Parts
 * between two steps of a clock that share none are left out.
 */
export function alignPlaces(surveys: readonly PlaceSurvey[]): Together[] {
  const own = ownMacs(surveys);
  const common = groupsOfPairs(surveys);
  const isPlausible = (a: number, b: number, line: Line) => {
    const [one, other] = [a, b].map(place => ({survey: surveys[place], own: own[place]})) as [
      Candidate,
      Candidate,
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

/** For each pair of places, by number. */
function groupsOfPairs(surveys: readonly PlaceSurvey[]): Common[] {
  return surveys.flatMap((one, a) =>
    surveys.flatMap((other, b) => (b > a ? [{a, b, groups: commonKeys(one, other)}] : [])),
  );
}

/** Cut where the file's own times go backwards. */
function wholeParts({frames, setBacks}: PlaceSurvey, place: number): ClockPart[] {
  const starts = [1, ...setBacks.map(({frame}) => frame)];
  return starts.map((fromFrame, index) => {
    const next = starts[index + 1];
    return {place, fromFrame, toFrame: next === undefined ? frames : next - 1};
  });
}

type FoundLink = Link & {readonly steps: readonly Step[]};

function linksOf(
  parts: readonly ClockPart[],
  common: readonly Common[],
  isPlausible: (a: number, b: number, line: Line) => boolean,
): FoundLink[] {
  return common.flatMap(pair => {
    const indexes = (place: number) => [...parts.keys()].filter(index => parts[index]?.place === place);
    return indexes(pair.a).flatMap(a =>
      indexes(pair.b).flatMap(b => {
        const isWhole = indexes(pair.a).length === 1 && indexes(pair.b).length === 1;
        const groups = isWhole
          ? pair.groups
          : within(pair.groups, parts[a] as ClockPart, parts[b] as ClockPart);
        const agreements = agreementsOf(groups);
        const [first, second] = agreements;
        if (first === undefined) return [];
        const steps = second === undefined ? [] : [inOrder(a, b, first, second)];
        const fitted = fit(first.frames);
        if (!isPlausible(pair.a, pair.b, fitted.line)) return [];
        return [{a, b, ...fitted, steps}];
      }),
    );
  });
}

function inOrder(a: number, b: number, one: Agreement, other: Agreement): Step {
  const isFirst = (one.frames[0]?.a.frame ?? 0) < (other.frames[0]?.a.frame ?? 0);
  return isFirst ? {a, b, before: one, after: other} : {a, b, before: other, after: one};
}

function within(groups: readonly KeyGroup[], a: ClockPart, b: ClockPart): KeyGroup[] {
  const isIn =
    ({fromFrame, toFrame}: ClockPart) =>
    ({frame}: {frame: number}) =>
      frame >= fromFrame && frame <= toFrame;
  return groups
    .map(group => ({a: group.a.filter(isIn(a)), b: group.b.filter(isIn(b))}))
    .filter(group => group.a.length > 0 && group.b.length > 0);
}

class Alignment {
  readonly #rough: (Rough | undefined)[];
  readonly #spans = new Map<number, Span>();

  constructor(
    readonly surveys: readonly PlaceSurvey[],
    readonly own: readonly ReadonlySet<number>[],
    readonly common: readonly Common[],
    readonly parts: readonly ClockPart[],
    readonly links: readonly Link[],
  ) {
    this.#rough = parts.map(() => undefined);
  }

  together(): Together[] {
    return this.#components()
      .filter(component => component.length > 1 || this.#isMain(component[0] as number))
      .map(component => this.#story(component));
  }

  #story(component: readonly number[]): Together {
    const {surveys, own} = this;
    const links = this.links.filter(({a, b}) => component.includes(a) && component.includes(b));
    const pairs = new Map(links.map(link => [link, this.#pair(link, component)]));
    const halves = component.map(part => this.#span(part).half / 1000);
    const solution = solve(halves, [...pairs.values()]);
    const parts = component.map((part, index) => this.#placed(part, index, solution));
    const places = [...new Set(parts.map(({place}) => place))].sort((x, y) => x - y);
    const common = this.common.filter(({a, b}) => places.includes(a) && places.includes(b));
    return {
      ...{surveys, own, places},
      clocks: {
        parts: parts.sort((x, y) => x.place - y.place || x.fromFrame - y.fromFrame),
        pairs: this.#pairs(component, pairs, solution),
        unsteadyNs: 1000 * solution.contradiction,
      },
      segments: new Segments(surveys, common, places),
    };
  }

  #placeOf(part: number): number {
    return (this.parts[part] as ClockPart).place;
  }

  /** Parts that are linked, the reference first; each other is related to one before it by the link with the most frames. */
  #components(): number[][] {
    const components: number[][] = [];
    for (const [part, {place}] of this.parts.entries()) {
      if (this.#rough[part] !== undefined) continue;
      this.#rough[part] = {reference: place, offset: 0, rate: 1};
      const component = [part];
      for (let next = this.#nextLink(component); next !== undefined; next = this.#nextLink(component)) {
        this.#relate(next, component[0] as number);
        component.push(next.to);
      }
      components.push(component);
    }
    return components;
  }

  #nextLink(component: readonly number[]): {from: number; to: number; link: Link} | undefined {
    let best: {from: number; to: number; link: Link} | undefined;
    for (const link of this.links) {
      const hasA = component.includes(link.a);
      if (hasA === component.includes(link.b)) continue;
      if (best !== undefined && link.frames.length <= best.link.frames.length) continue;
      best = hasA ? {from: link.a, to: link.b, link} : {from: link.b, to: link.a, link};
    }
    return best;
  }

  #relate({from, to, link: {a, line}}: {from: number; to: number; link: Link}, first: number): void {
    const {offset, rate} = this.#rough[from] as Rough;
    // The second clock of a link is ahead: `b = line.offset + (1 + line.drift) * a`.
    const [shift, factor] =
      from === a ? [-line.offset / (1 + line.drift), 1 / (1 + line.drift)] : [line.offset, 1 + line.drift];
    this.#rough[to] = {
      reference: this.#placeOf(first),
      offset: offset + rate * shift,
      rate: rate * factor,
    };
  }

  #roughUs(part: number, ns: number): number {
    const {offset, rate} = this.#rough[part] as Rough;
    return (offset + rate * ns) / 1000;
  }

  /** Where it is in its part, from -1 to 1. */
  #placeIn(part: number, ns: number): number {
    const {middle, half} = this.#span(part);
    return (ns - middle) / half;
  }

  #span(part: number): Span {
    const known = this.#spans.get(part);
    if (known !== undefined) return known;
    const {fromNs, toNs} = this.#times(part);
    const span = {fromNs, toNs, middle: (fromNs + toNs) / 2, half: Math.max(1e6, (toNs - fromNs) / 2)};
    this.#spans.set(part, span);
    return span;
  }

  /** Of the frames in common, and of the whole capture where it was not cut. */
  #times(part: number): Pick<Span, 'fromNs' | 'toNs'> {
    const {place, fromFrame, toFrame} = this.parts[part] as ClockPart;
    const survey = this.surveys[place] as PlaceSurvey;
    if (fromFrame === 1 && toFrame === survey.frames) return {fromNs: 0, toNs: survey.lastNs};
    return survey.timesBetween(fromFrame, toFrame);
  }

  #pair({a, b, frames}: Link, component: readonly number[]): PairOfClocks {
    const [there, back, either]: [Passage[], Passage[], Passage[]] = [[], [], []];
    const ownA = this.own[this.#placeOf(a)] as ReadonlySet<number>;
    const ownB = this.own[this.#placeOf(b)] as ReadonlySet<number>;
    for (const frame of [...frames].sort((x, y) => x.a.ns - y.a.ns)) {
      const way = directionOf(frame, ownA, ownB);
      const [atA, atB] = [this.#placeIn(a, frame.a.ns), this.#placeIn(b, frame.b.ns)];
      const x = frame.a.ns / 1000;
      const y = this.#roughUs(b, frame.b.ns) - this.#roughUs(a, frame.a.ns);
      if (way > 0) there.push({atFrom: atA, atTo: atB, x, y});
      else if (way < 0) back.push({atFrom: atB, atTo: atA, x, y: -y});
      else either.push({atFrom: atA, atTo: atB, x, y});
    }
    const rounded = [a, b].map(part => this.surveys[this.#placeOf(part)]?.resolutionNs ?? 0);
    return {
      ...{a: component.indexOf(a), b: component.indexOf(b), there, back, either},
      roundedUs: rounded.reduce((sum, ns) => sum + ns, 0) / 1000,
    };
  }

  /** Whether a part without frames in common is mentioned: if its place has no other that has some, and none that is longer. */
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
    component: readonly number[],
    pairs: ReadonlyMap<Link, PairOfClocks>,
    solution: Solution,
  ): ClockPair[] {
    return component.flatMap((a, indexA) =>
      component.flatMap((b, indexB) => {
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
    const {reference, offset, rate} = this.#rough[part] as Rough;
    const {middle: ahead, end} = solution.ahead[index] as Solution['ahead'][number];
    const {fromNs, toNs, middle, half} = this.#span(part);
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

/**
 * 1 from the first place to the second, -1 the other way, 0 if unknown. Only numbered frames show it: others may not be
 * the same frame.
 */
function directionOf({a, b}: SameFrame, ownA: ReadonlySet<number>, ownB: ReadonlySet<number>): number {
  if (!a.isNumbered) return 0;
  if (a.hops !== b.hops) return a.hops > b.hops ? 1 : -1;
  // A device in between forwards without counting hops: which of the two was sent first cannot be told.
  if (a.sourceMac !== b.sourceMac && a.sourceMac !== UNKNOWN_MAC && b.sourceMac !== UNKNOWN_MAC) return 0;
  const [isOfA, isOfB] = [a.isOwn || ownA.has(a.sourceMac), b.isOwn || ownB.has(b.sourceMac)];
  return isOfA === isOfB ? 0 : isOfA ? 1 : -1;
}
