/**
 * The events of a run in chronological order, and the listeners for each as it arrives.
 *
 * @module
 */

import {OrderedEvents} from './ordered-events.js';
import type {TimelineEvent} from './timeline-event.js';

type Kind = TimelineEvent['kind'];
/** The events of this kind. */
export type EventOfKind<K extends Kind> = Extract<TimelineEvent, {kind: K}>;

/** Events of one kind, of all nodes and by node. */
interface Shelf {
  readonly all: OrderedEvents<TimelineEvent>;
  readonly byNode: Map<string, OrderedEvents<TimelineEvent>>;
}

/**
 * Events ordered by time. They arrive almost in order: each process reports with a little delay, and a busy machine
 * may make one process wait for seconds while others continue.
 */
export class Timeline {
  readonly #all = new OrderedEvents<TimelineEvent>();
  readonly #shelves = new Map<Kind, Shelf>();
  readonly #listeners = new Set<(event: TimelineEvent) => void>();
  /** The kinds that are stored; undefined for all. */
  #kept: ReadonlySet<Kind> | undefined;

  static of(events: Iterable<TimelineEvent>): Timeline {
    const timeline = new Timeline();
    for (const event of events) timeline.add(event);
    return timeline;
  }

  /** All events so far, oldest first. The list changes with the next event, like those of `select`. */
  get events(): readonly TimelineEvent[] {
    return this.#all.all;
  }

  /** Inserts an event; events of the same instant keep their order of arrival. */
  add(event: TimelineEvent): void {
    if (this.#kept?.has(event.kind) !== false) this.#keep(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** From now on stores only events of these kinds, for runs without end. Listeners still receive all. */
  keepOnly(kinds: Iterable<Kind>): void {
    this.#kept = new Set(kinds);
  }

  /** The events of one kind, and of one node if given, oldest first, without scanning others. */
  select<K extends Kind>(kind: K, node?: string): readonly EventOfKind<K>[] {
    const shelf = this.#shelves.get(kind);
    const found = node === undefined ? shelf?.all : shelf?.byNode.get(node);
    return (found?.all ?? []) as readonly EventOfKind<K>[];
  }

  /** Calls `listener` with every event added from now on, in order of arrival. Returns a function that removes it. */
  listen(listener: (event: TimelineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(event: TimelineEvent): void {
    this.#all.add(event);
    const {all, byNode} = this.#shelfOf(event.kind);
    all.add(event);
    let ofNode = byNode.get(event.node);
    if (ofNode === undefined) {
      ofNode = new OrderedEvents();
      byNode.set(event.node, ofNode);
    }
    ofNode.add(event);
  }

  #shelfOf(kind: Kind): Shelf {
    let shelf = this.#shelves.get(kind);
    if (shelf === undefined) {
      shelf = {all: new OrderedEvents(), byNode: new Map()};
      this.#shelves.set(kind, shelf);
    }
    return shelf;
  }
}
