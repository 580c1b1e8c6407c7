/**
 * Events of how well a run could be watched, field by field.
 *
 * @module
 */

import {MILLISECONDS} from '../common.js';
import {COUNT, DURATION, field, TEXT} from '../shape.js';
import {type EventsOfKind, event} from './event.js';

/** By kind. */
export const SIGHT_EVENTS = {
  clock: event('clock', 'how far the clock of a machine of a cluster was from ours', {
    offsetNs: field(DURATION, 'what was added to its times'),
    errorNs: field(DURATION, 'by how much a time of it may be wrong after that'),
    trips: field(COUNT, 'round trips from which it is known'),
  }),
  'sight-lost': event('sight-lost', 'a machine of a cluster could no longer be watched', {
    reason: field(TEXT, 'why'),
  }),
  stalled: event('stalled', 'a process of `vip` had stalled: `lab` is `vip` itself', {
    forMs: field(MILLISECONDS, 'for how long until then'),
  }),
} satisfies EventsOfKind;
