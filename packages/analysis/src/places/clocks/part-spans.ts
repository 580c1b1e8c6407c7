/**
 * The time of each part by its own clock. Pure.
 *
 * @module
 */

import type {PlaceSurvey} from '../survey.js';
import type {ClockPart} from './clocks.js';

/** The time of a part by its own clock. Nanoseconds. */
export interface PartSpan {
  readonly fromNs: number;
  readonly toNs: number;
  readonly middle: number;
  /** Half its length, at least a millisecond. */
  readonly half: number;
}

export class PartSpans {
  readonly #spans = new Map<number, PartSpan>();

  constructor(
    readonly parts: readonly ClockPart[],
    readonly surveys: readonly PlaceSurvey[],
  ) {}

  of(part: number): PartSpan {
    const known = this.#spans.get(part);
    if (known !== undefined) return known;
    const {fromNs, toNs} = this.#times(part);
    const span = {fromNs, toNs, middle: (fromNs + toNs) / 2, half: Math.max(1e6, (toNs - fromNs) / 2)};
    this.#spans.set(part, span);
    return span;
  }

  /** The position of a time in its part, from -1 to 1. */
  placeIn(part: number, ns: number): number {
    const {middle, half} = this.of(part);
    return (ns - middle) / half;
  }

  /** The times of its common frames; of the whole capture if it was not cut. */
  #times(part: number): Pick<PartSpan, 'fromNs' | 'toNs'> {
    const {place, fromFrame, toFrame} = this.parts[part] as ClockPart;
    const survey = this.surveys[place] as PlaceSurvey;
    if (fromFrame === 1 && toFrame === survey.frames) return {fromNs: 0, toNs: survey.lastNs};
    return survey.timesBetween(fromFrame, toFrame);
  }
}
