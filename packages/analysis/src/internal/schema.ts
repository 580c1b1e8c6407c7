/**
 * Shapes of the objects of `--json`, as a separate entry point (`@vip/analysis/internal/schema`).
 *
 * @module
 */

export {type CheckOptions, type Problem, problemWith} from '../schema/check.js';
export {BOUNDS, CLOCK_FIELDS, NEIGHBOUR_STATE} from '../schema/common.js';
export {EVENT_FIELDS, EVENT_SHAPES, type EventShape} from '../schema/events.js';
export {EXPLAINED_CAPTURE, EXPLANATION} from '../schema/explanation.js';
export {SERVICE_NAME, SERVICE_OF} from '../schema/facts/stretches.js';
export {FINDING, FINDING_PART} from '../schema/finding.js';
export {FORECAST_FIELDS} from '../schema/forecast.js';
export {PLACES} from '../schema/places.js';
export * from '../schema/shape.js';
export {WATCH_EVENTS} from '../schema/watch-events.js';
export {WATCH_STATE} from '../schema/watch-state.js';
