/**
 * Names of frames: their numbers, or, when several captures make one story, their capture and their number there. Pure.
 *
 * @module
 */

import type {Finding, FramePlace, Place} from '../../findings/finding.js';
import {times} from '../../text/count-text.js';

/** A frame of one of several captures: the capture, and its number there, from 1. */
export interface NamedFrame {
  readonly place: string;
  readonly number: number;
}

/** @param frame its number among the frames of all */
export type NameFrame = (frame: number) => NamedFrame;

interface Framed {
  readonly frame: number;
}

/** `595`, `lb2:12`. */
export function frameText(frame: number, nameOf: NameFrame | undefined): string {
  if (nameOf === undefined) return String(frame);
  const {place, number} = nameOf(frame);
  return `${place}:${number}`;
}

/** `12-40`; `lb2:12-40` within one capture, `lb2:12-client:40` otherwise. @param one and other in any order: a file may hold a later frame first */
export function framesText(one: number, other: number, nameOf: NameFrame | undefined): string {
  if (one === other) return frameText(one, nameOf);
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  const [from, to] = [nameOf?.(first), nameOf?.(last)];
  const end = to !== undefined && to.place === from?.place ? String(to.number) : frameText(last, nameOf);
  return `${frameText(first, nameOf)}-${end}`;
}

/** The same in a sentence: `frames 12 to 40`, or `frame 12`. */
export function framesSpoken({frame: one}: Framed, {frame: other}: Framed): string {
  return one === other ? `frame ${one}` : `frames ${Math.min(one, other)} to ${Math.max(one, other)}`;
}

/** `3 times, first in frame 12`, or `once, in frame 12` */
export function timesFrom(count: number, frame: number): string {
  return `${times(count)}, ${count === 1 ? '' : 'first '}in frame ${frame}`;
}

/** How sentences refer to frames: `frame 3`, `frames 3 to 7`, `frames 3 and 7`. */
const SPOKEN_OF = /\bframes? \d+(?:(?: to | and )\d+)*/g;

/** A sentence in which frames have these names. */
export function named(text: string, nameOf: NameFrame | undefined): string {
  if (nameOf === undefined) return text;
  return text.replaceAll(SPOKEN_OF, words =>
    words.replaceAll(/\d+/g, number => frameText(Number(number), nameOf)),
  );
}

/** A finding in which frames have these names. */
export function namedFinding<Code extends string>(finding: Finding<Code>, nameOf: NameFrame): Finding<Code> {
  return {
    ...finding,
    evidence: named(finding.evidence, nameOf),
    where: finding.where.map(place => namedPlace(place, nameOf)),
  };
}

function namedPlace(place: Place, nameOf: NameFrame): Place {
  if (!('frame' in place)) return place;
  const {place: capture, number} = nameOf(place.frame);
  return {...place, capture, number} satisfies FramePlace;
}
