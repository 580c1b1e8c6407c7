/**
 * The child processes that are still running. A hung child must not keep us from exiting.
 *
 * @module
 */

/** A process of ours. */
export interface Child {
  /**
   * Ends it and its descendants, and stops listening and waiting. Any waiter is rejected with the reason. Absent when nothing
   * waits for its end.
   */
  readonly abandon?: (reason: Error) => void;
  /** Lets us exit before it ends. */
  readonly letGo: () => void;
}

const living = new Set<Child>();

/** Records that it is alive; returns a function that records its end. */
export function track(child: Child): () => void {
  living.add(child);
  return () => {
    living.delete(child);
  };
}

/** Ends those that are awaited. */
export function abandonAwaited(reason: Error): void {
  for (const child of living) child.abandon?.(reason);
}

/** Lets us exit whatever is still running. A process that reads from us, or depends on one of our pipes, notices that we are gone. */
export function letGoAll(): void {
  abandonAwaited(new Error('no longer awaited'));
  for (const child of living) child.letGo();
}
