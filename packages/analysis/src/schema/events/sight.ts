/**
 * Events that tell how well a run could be observed, field by field.
 *
 * @module
 */

import {CLOCK_FIELDS, MILLISECONDS} from '../common.js';
import {field, TEXT} from '../shape.js';
import {type EventsOfKind, event} from './event.js';

/** By kind. */
export const SIGHT_EVENTS = {
  clock: event('clock', 'offset of the clock of a cluster machine from ours', CLOCK_FIELDS),
  'sight-lost': event('sight-lost', 'a machine of a cluster could no longer be watched', {
    reason: field(TEXT, 'why'),
  }),
  stalled: event('stalled', 'a process of `vip` had stalled; the node `lab` means `vip` itself', {
    forMs: field(MILLISECONDS, 'how long it had stalled by then'),
  }),
} satisfies EventsOfKind;
