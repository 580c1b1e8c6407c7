/**
 * The events of a run in the order of their clock, and who is told of each as it comes in.
 *
 * @module
 */

import type {TimelineEvent} from './events.js';
import {OrderedEvents} from './ordered-events.js';

type Kind = TimelineEvent['kind'];
export type EventOfKind<K extends Kind> = Extract<TimelineEvent, {kind: K}>;

/** Those of one kind: of all nodes, and of each. */
interface Shelf {
  readonly all: OrderedEvents<TimelineEvent>;
  readonly byNode: Map<string, OrderedEvents<TimelineEvent>>;
}

/**
 * Events ordered by time. They arrive almost in order: each process reports its own a little late, and a busy machine
 * lets one process wait for seconds while others go on.
 */
export class Timeline {
  readonly #all = new OrderedEvents<TimelineEvent>();
  readonly #shelves = new Map<Kind, Shelf>();
  readonly #listeners = new Set<(event: TimelineEvent) => void>();
  /** The kinds that are kept; undefined for all. */
  #kept: ReadonlySet<Kind> | undefined;

  static of(events: Iterable<TimelineEvent>): Timeline {
    const timeline = new Timeline();
    for (const event of events) timeline.add(event);
    return timeline;
  }

  /** All events so far, oldest first. The list changes with the next event, as those of `select` do. */
  get events(): readonly TimelineEvent[] {
    return this.#all.all;
  }

  /** Puts the event in its place; events of the same instant keep the order in which they came. */
  add(event: TimelineEvent): void {
    if (this.#kept?.has(event.kind) !== false) this.#keep(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** From now on keeps only events of these kinds, for a time that has no end. Who listens is told of all. */
  keepOnly(kinds: Iterable<Kind>): void {
    this.#kept = new Set(kinds);
  }

  /** The events of one kind, and of one node if named, oldest first. No other is looked at. */
  select<K extends Kind>(kind: K, node?: string): readonly EventOfKind<K>[] {
    const shelf = this.#shelves.get(kind);
    const found = node === undefined ? shelf?.all : shelf?.byNode.get(node);
    return (found?.all ?? []) as readonly EventOfKind<K>[];
  }

  /** Calls `listener` with every event added from now on, in order of arrival. Returns how to stop that. */
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
