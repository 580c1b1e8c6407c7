/**
 * What happened to a virtual IP: pure functions on events and frames, for a browser, a test or a saved file.
 *
 * @module
 */

export {decodeEvent, encodeEvent} from './events/json.js';
export {type EventOfKind, Timeline} from './events/timeline.js';
export type * from './events/timeline-event.js';
export type {
  ClusterObserver,
  ClusterSettings,
  LabSettings,
  MovingAddress,
  Station,
  TrialSettings,
} from './lab/stations.js';
export {STREAM} from './lab/streams.js';
export type {Belief} from './neighbour-cache/beliefs.js';
export type {CauseKind} from './neighbour-cache/cause-words.js';
export type {Cause} from './neighbour-cache/causes.js';
export type {Healing} from './neighbour-cache/healing.js';
export {type Asked, type Bounds, type Outage, outageBounds, type ProbeFate} from './outages/outage.js';
export type {PingStatistics} from './outages/ping-statistics.js';
export {outageOfStream, probeFates} from './outages/probe-fates.js';
export type {SeenAnnouncement} from './readings/announcements.js';
export type {SessionOutcome} from './sessions/fates.js';
export {formatBounds} from './text/duration-text.js';
export type {Observer, Offer} from './topology/topology.js';
export type {Plug, WiredStation, Wiring} from './topology/wiring.js';
