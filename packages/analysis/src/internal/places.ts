/**
 * Several captures of one event, each with a clock of its own, as one story: an entry point of its own (`@vip/analysis/internal/places`).
 *
 * @module
 */

export {acrossStories} from '../places/across-stories.js';
export {alignPlaces} from '../places/align.js';
export {apartFinding} from '../places/apart.js';
export type * from '../places/clocks.js';
export {type FrameName, FrameNames} from '../places/frame-names.js';
export type {Hop} from '../places/hop-times.js';
export {Merge, type MergeTakers, MOST_PLACES} from '../places/merge.js';
export type {Passage} from '../places/passage-count.js';
export type {Completeness} from '../places/passages.js';
export {PlaceTime} from '../places/place-time.js';
export {describePlaces} from '../places/places-json.js';
export {clockLines, formatClocks, placesTitle, withinText} from '../places/places-lines.js';
export {PlaceSurvey} from '../places/survey.js';
export {type PlacesStory, type TellOptions, tellTogether} from '../places/tell.js';
export type {Together} from '../places/together.js';
