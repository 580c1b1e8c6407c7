/**
 * Several captures of one event, each with its own clock, told as one story: a separate entry point
 * (`@vip/analysis/internal/places`).
 *
 * @module
 */

export {acrossStories} from '../places/across-stories.js';
export {apartFinding, exitCodeOfStories} from '../places/apart.js';
export {alignPlaces} from '../places/clocks/align.js';
export type * from '../places/clocks/clocks.js';
export {PlaceTime} from '../places/clocks/place-time.js';
export {type FrameName, FrameNames} from '../places/frame-names.js';
export {Merge, MOST_PLACES} from '../places/merge.js';
export type {MergeTakers} from '../places/merge-takers.js';
export type {Hop} from '../places/passages/hop-times.js';
export type {Passage} from '../places/passages/passage-count.js';
export type {Completeness} from '../places/passages/passages.js';
export {describePlaces} from '../places/places-json.js';
export {clockLines, formatClocks, placesTitle, withinText} from '../places/places-lines.js';
export {PlaceSurvey} from '../places/survey.js';
export {type PlacesStory, type TellOptions, tellTogether} from '../places/tell.js';
export type {Together} from '../places/together.js';
