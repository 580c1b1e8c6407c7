/**
 * Sentences in which frames are named, each name a link to its frame. Pure.
 *
 * @module
 */

import type {Announcing, FrameEvent, Healing} from '@vip/analysis';
import {frameText, type NameFrame, named} from '@vip/analysis/internal';
import {formatCause, formatIgnored} from '../views/summary.js';
import type {ListedFrames} from './frames.js';
import type {FrameReference, Words} from './linked-words.js';

/** Row of a frame in the report's table, by its number in a sentence; undefined if it is not there. */
export type RowOf = (number: number) => number | undefined;

/** `gratuitous ARP, form both`. */
export function announcementWords({form, override}: Announcing): string {
  if (form !== undefined) return `gratuitous ARP, form ${form}`;
  return `an unsolicited neighbour advertisement${override === false ? ' without Override' : ''}`;
}

/** A number that links to its frame, if the report has it. @param nameOf names the frames of several captures */
export function frameWord(number: number, rowOf: RowOf, nameOf?: NameFrame): string | FrameReference {
  const row = rowOf(number);
  const text = frameText(number, nameOf);
  return row === undefined ? text : {text, row};
}

/** `2`, or `2–6`. */
export function frameRange(first: number, last: number, rowOf: RowOf, nameOf?: NameFrame): Words {
  const [from, to] = [first, last].map(number => frameWord(number, rowOf, nameOf)) as [
    Words[number],
    Words[number],
  ];
  return first === last ? [from] : [from, '–', to];
}

/** A sentence with the frames that it names: `nothing was answered after frame 521`. */
export function linkFrames(text: string, rowOf: RowOf, nameOf?: NameFrame): Words {
  const words: (string | FrameReference)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\b(frame )(\d+)\b/g)) {
    const [, before = '', number = ''] = match;
    const until = text.slice(end, match.index + before.length);
    words.push(named(until, nameOf), frameWord(Number(number), rowOf, nameOf));
    end = match.index + before.length + number.length;
  }
  return [...words, named(text.slice(end), nameOf)].filter(word => word !== '');
}

/** The frames that a sentence names. */
export function namedFrames(text: string): number[] {
  return [...text.matchAll(/\bframe (\d+)\b/g)].map(([, number]) => Number(number));
}

/** What ended an outage, and the announcements that were not believed before; each with its frame. */
export function endWords(endedBy: Healing | undefined, frames: ListedFrames): Words {
  const lead = (text: string, frame: FrameEvent | undefined) => {
    const row = frame === undefined ? undefined : frames.rowOf(frame);
    return row === undefined ? text : {text, row};
  };
  const ignored = formatIgnored(endedBy).flatMap(text => ['; ', lead(text, endedBy?.ignored?.frame)]);
  return [lead(formatCause(endedBy), endedBy?.frame), ...ignored];
}
