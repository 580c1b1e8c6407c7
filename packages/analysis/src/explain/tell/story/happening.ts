/**
 * One line of a story.
 *
 * @module
 */

import type {Mark} from '../../../capture/mark.js';

export interface StoryEvent extends Mark {
  readonly lastFrame: number;
  readonly text: string;
  /** With several captures, the one that has the first frame, and its number there. */
  readonly capture?: string;
  readonly number?: number;
}

/** Maximum number of similar events told; the rest are counted. */
export const MOST = 8;

export function storyEvent({at, frame}: Mark, text: string, lastFrame = frame): StoryEvent {
  return {at, frame, lastFrame, text};
}

export function limited<T>(all: readonly T[], tell: (one: T, index: number) => StoryEvent): StoryEvent[] {
  const told = all.slice(0, MOST).map(tell);
  const last = told.at(-1);
  if (all.length > MOST && last !== undefined)
    told.push({...last, text: `and ${all.length - MOST} more like it`});
  return told;
}
