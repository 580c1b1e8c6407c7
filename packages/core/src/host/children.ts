/**
 * The child processes that have not ended. One that hangs must not keep us from ending.
 *
 * @module
 */

/** A process of ours. */
export interface Child {
  /**
   * Ends it, with all that it started, and no longer listens or waits; whatever waits for it gets the reason. Absent when nothing
   * waits for its end.
   */
  readonly abandon?: (reason: Error) => void;
  /** Lets us end before it. */
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

/** Lets us end, whatever is still running. A process that reads from us, or depends on a pipe of ours, notices that we are gone. */
export function letGoAll(): void {
  abandonAwaited(new Error('no longer awaited'));
  for (const child of living) child.letGo();
}
