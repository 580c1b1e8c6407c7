/**
 * Captures whose clocks could be compared, and that share a story.
 *
 * @module
 */

import type {Clocks} from './clocks/clocks.js';
import type {Segments} from './segments/segments.js';
import type {PlaceSurvey} from './survey.js';

export interface Together {
  /** The surveys of all captures, by the numbers of their places. */
  readonly surveys: readonly PlaceSurvey[];
  /** The MACs of each place. */
  readonly own: readonly ReadonlySet<number>[];
  /** The places that share a story, the reference first. */
  readonly places: readonly number[];
  /** The clocks of these places. */
  readonly clocks: Clocks;
  readonly segments: Segments;
}
