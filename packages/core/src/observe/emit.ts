import type {TimelineEvent} from '@vip/analysis';

/** Where a watch puts what it saw. */
export type Emit = (event: TimelineEvent) => void;

/** Something that looks on inside a node until it is stopped: a capture, a monitor, a stream of probes. */
export interface Watch {
  /** Ends it; everything seen until then has been emitted when this comes back. */
  stop(): Promise<void>;
}
