/**
 * Several captures of one event, each with a clock of its own, as one story: an entry point of its own (`@vip/analysis/places`).
 *
 * @module
 */

export {alignClocks} from './places/align.js';
export type * from './places/clocks.js';
export {ownMacs} from './places/own-macs.js';
export {PlaceSurvey} from './places/survey.js';
