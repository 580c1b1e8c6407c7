import type {TimelineEvent} from '@vip/analysis';

/** Where a watch puts its events. */
export type Emit = (event: TimelineEvent) => void;

/** An observation inside a node, until it is stopped: a capture, a monitor, a stream of probes. */
export interface RunningObservation {
  /** Ends it; everything seen until then has been emitted when this resolves. */
  stop(): Promise<void>;
}
