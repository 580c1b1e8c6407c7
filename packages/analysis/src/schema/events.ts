/**
 * Every event of a timeline, field by field: what `--json` prints and `--out` saves.
 *
 * @module
 */

import {DONE_EVENTS} from './events/done.js';
import type {EventShape, Kind} from './events/event.js';
import {OBSERVED_EVENTS} from './events/observed.js';
import {PLAN_EVENTS} from './events/plans.js';
import {SESSION_EVENTS} from './events/sessions.js';
import {SIGHT_EVENTS} from './events/sight.js';
import {SOFTWARE_EVENTS} from './events/software.js';
import {TOLD_EVENTS} from './events/told.js';

export {EVENT_FIELDS, type EventShape} from './events/event.js';

/** By kind. The compiler checks that no kind and no field is missing. */
export const EVENT_SHAPES: {readonly [K in Kind]: EventShape} = {
  ...PLAN_EVENTS,
  ...SOFTWARE_EVENTS,
  ...SIGHT_EVENTS,
  ...DONE_EVENTS,
  ...OBSERVED_EVENTS,
  ...SESSION_EVENTS,
  ...TOLD_EVENTS,
};
