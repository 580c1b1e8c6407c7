import type {TimelineEvent} from '@vip/analysis';

/** Where an observer puts what it saw. */
export type Emit = (event: TimelineEvent) => void;

/** An observer at work. */
export interface Observer {
  /** Ends it; everything seen until then has been emitted when this comes back. */
  stop(): Promise<void>;
}
