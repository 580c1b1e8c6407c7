/**
 * The clocks of several captures, and the times that frames took between them, as lines of text. Pure.
 *
 * @module
 */

import {counted, listed} from '../text/count-text.js';
import {formatDuration} from '../text/duration-text.js';
import {printable} from '../text/printable.js';
import {wrapped} from '../text/wrapped-text.js';
import type {PairedClocks, PlacedClock} from './clocks/clocks.js';
import type {PlacesStory} from './tell.js';

/** `lb1, lb2 and client`. */
export function placesTitle({together}: Pick<PlacesStory, 'together'>): string {
  return listed(together.places.map(place => printable(together.surveys[place]?.name ?? '')));
}

/** Below the heading of a story. */
export function formatClocks(story: PlacesStory): string[] {
  return clockLines(story).flatMap(line => wrapped(line, 2, 4));
}

/** A sentence for each clock, with its bound, and for the times that frames took. */
export function clockLines(story: PlacesStory): string[] {
  const {together, hops, witnesses, leftOut} = story;
  const {parts, pairs, unsteadyNs} = together.clocks;
  const nameOf = (place: number) => printable(together.surveys[place]?.name ?? '');
  const [reference] = together.places;
  const clocks = parts.filter(({boundNs}) => boundNs > 0);
  return [
    ...(clocks.length === 0 ? [] : [`Times are those of ${nameOf(reference ?? 0)}'s clock.`]),
    ...clocks.map(part => `${clockText(nameOf(part.place), part, parts)}`),
    ...pairsText(
      pairs.filter(({a, b}) => a !== reference && b !== reference),
      nameOf,
    ),
    ...[...hops]
      .filter(({count}) => count >= FEW)
      .sort((x, y) => y.count - x.count)
      .slice(0, MOST_HOPS)
      .sort((x, y) => x.from - y.from || x.to - y.to)
      .map(
        ({from, to, count, leastNs, medianNs, mostNs}) =>
          `From ${nameOf(from)} to ${nameOf(to)}: ${shortText(medianNs)} (${shortText(leastNs)} to ${shortText(mostNs)}, ${counted(count, 'frame')}).`,
      ),
    ...(unsteadyNs >= NOTABLE_NS
      ? [`The clocks are not steady: frames contradict one another by ${withinText(unsteadyNs)}.`]
      : []),
    ...(leftOut === 0
      ? []
      : [`Left out: ${counted(leftOut, 'frame')} of unknown time, next to a step of a clock.`]),
    ...witnesses.flatMap(({dropped}, place) =>
      dropped === 0 ? [] : [`${nameOf(place)} lacks ${counted(dropped, 'frame')} that the kernel dropped.`],
    ),
  ];
}

/** The uncertainty between two clocks of which neither is the reference: for each pair, or the worst of many. */
function pairsText(pairs: readonly PairedClocks[], nameOf: (place: number) => string): string[] {
  const uncertain = pairs.filter(({boundNs}) => boundNs > 0);
  if (uncertain.length <= FEW)
    return uncertain.map(
      ({a, b, boundNs}) =>
        `Times at ${nameOf(a)} and ${nameOf(b)} can be compared to within ${withinText(boundNs)}.`,
    );
  const most = uncertain.reduce((worst, {boundNs}) => Math.max(worst, boundNs), 0);
  return [`Times at any two of the others can be compared to within ${withinText(most)}.`];
}

/** Maximum number of pairs listed one by one, and minimum number of frames for a statement about a path. */
const FEW = 3;
const MOST_HOPS = 12;
/** A contradiction larger than this is more than rounding. Nanoseconds. */
const NOTABLE_NS = 10_000;
/** A drift larger than this is worth mentioning. Parts per million. */
const NOTABLE_PPM = 1;

function clockText(name: string, part: PlacedClock, parts: readonly PlacedClock[]): string {
  const {place, fromFrame, fromNs, toNs, aheadNs, drift, boundNs, frames} = part;
  const isCut = parts.filter(other => other.place === place).length > 1;
  const which = isCut ? `${name} from frame ${fromFrame} on` : name;
  const ns = Math.abs(aheadNs);
  const ppm = Math.round(drift * 1e6);
  // A drift within the bound may be zero.
  const isDrift = Math.abs(ppm) > NOTABLE_PPM && Math.abs(drift) * (toNs - fromNs) > 2 * boundNs;
  const drifts = isDrift ? ` and ${ppm < 0 ? 'loses' : 'gains'} ${Math.abs(ppm)} ppm` : '';
  const far = shortText(ns);
  const shows = far === NOTHING ? 'shows the same time' : `is ${far} ${aheadNs < 0 ? 'behind' : 'ahead'}`;
  return `${which} ${shows}${drifts}, within ${withinText(boundNs)} (${counted(frames, 'frame')} in common).`;
}

/** Rounded up: `0.035 ms`, `403 ms`. */
export function withinText(ns: number): string {
  return ns < 10_000_000
    ? `${Math.ceil(ns / 1000) / 1000} ms`
    : formatDuration(BigInt(Math.ceil(ns / 1e6) * 1e6));
}

/** The text of `shortText` for less than half a microsecond. */
const NOTHING = '0 ms';

/** `0.035 ms`. */
function shortText(ns: number): string {
  return ns < 10_000_000 ? `${Math.round(ns / 1000) / 1000} ms` : formatDuration(BigInt(Math.round(ns)));
}
