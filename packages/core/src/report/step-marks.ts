/**
 * Actions as marks on the timeline. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {FAILOVER_STEP, SESSION_STEP, TRIAL_STEP} from '@vip/analysis/internal';
import type {MarkData} from './run-data.js';
import type {Span} from './span.js';

/** Steps that are not actions in the story: building, waiting, and cleaning up. */
const UNTOLD: ReadonlySet<string> = new Set([
  TRIAL_STEP.build,
  TRIAL_STEP.watch,
  FAILOVER_STEP.hold,
  FAILOVER_STEP.wait,
  SESSION_STEP.cleanUp,
]);

/** Every step that was begun within the span, at the node where it was done. */
export function stepMarks(timeline: Timeline, span: Span): MarkData[] {
  return timeline
    .select('step')
    .filter(({phase, step}) => phase === 'begun' && !UNTOLD.has(step))
    .map(({at, node, step}) => ({at: span.of(at), node, text: step}))
    .filter(({at}) => at >= span.from && at <= span.to);
}
