/**
 * The events of a run in the order of their clock, and who is told of each as it comes in.
 *
 * @module
 */

import type {TimelineEvent} from './events.js';

export type EventOfKind<K extends TimelineEvent['kind']> = Extract<TimelineEvent, {kind: K}>;

/** Events ordered by time. They arrive almost in order: each process reports its own a little late. */
export class Timeline {
  readonly #events: TimelineEvent[] = [];
  readonly #listeners = new Set<(event: TimelineEvent) => void>();

  static of(events: Iterable<TimelineEvent>): Timeline {
    const timeline = new Timeline();
    for (const event of events) timeline.add(event);
    return timeline;
  }

  /** All events so far, oldest first. */
  get events(): readonly TimelineEvent[] {
    return this.#events;
  }

  /** Puts the event in its place; events of the same instant keep the order in which they came. */
  add(event: TimelineEvent): void {
    let index = this.#events.length;
    while (index > 0 && (this.#events[index - 1] as TimelineEvent).at > event.at) index--;
    this.#events.splice(index, 0, event);
    for (const listener of this.#listeners) listener(event);
  }

  /** The events of one kind, and of one node if named, oldest first. */
  select<K extends TimelineEvent['kind']>(kind: K, node?: string): EventOfKind<K>[] {
    return this.#events.filter(
      (event): event is EventOfKind<K> => event.kind === kind && (node === undefined || event.node === node),
    );
  }

  /** Calls `listener` with every event added from now on, in order of arrival. Returns how to stop that. */
  listen(listener: (event: TimelineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
