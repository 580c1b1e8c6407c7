/**
 * The shape of an event, whatever its kind.
 *
 * @module
 */

import type {EventOfKind} from '../../events/timeline.js';
import type {TimelineEvent} from '../../events/timeline-event.js';
import {type Described, type Field, field, MOMENT, type ObjectShape, TEXT, wordsOf} from '../shape.js';

export type Kind = TimelineEvent['kind'];

/** Shapes of some kinds of events, or of all. */
export type EventsOfKind = {readonly [K in Kind]?: EventShape};

export interface EventShape extends ObjectShape {
  /** What happened, one sentence. */
  readonly means: string;
}

/** Fields of every event. */
export const EVENT_FIELDS: Readonly<Record<'at' | 'node', Field>> = {
  at: field(MOMENT, 'time on the kernel’s real-time clock'),
  node: field(TEXT, 'node; `lab` for what was done to the lab as a whole'),
};

/** An event of this kind; the compiler checks that no field is missing. */
export function event<K extends Kind>(
  kind: K,
  means: string,
  fields: Described<Omit<EventOfKind<K>, 'at' | 'node' | 'kind'>>,
): EventShape {
  const own = fields as Readonly<Record<string, Field>>;
  return {
    type: 'object',
    name: kind,
    means,
    fields: {...EVENT_FIELDS, kind: field(wordsOf(kind), 'what it is'), ...own},
  };
}

/** Form of the frames of an announcement. */
export const FORM = wordsOf('request', 'reply', 'both');
