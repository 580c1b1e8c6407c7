/**
 * `vip explain`, live, for months (`@vip/analysis/watch`).
 *
 * @module
 */

export {networkText} from './explain/networks.js';
export type {Interval} from './intervals.js';
export {readWatchEvent, readWatchState} from './schema/read-watch.js';
export type {AddressFigures} from './watch/address-watch.js';
export type * from './watch/event.js';
export {datedBy, EVENT_KINDS, MOVE_KINDS} from './watch/event.js';
export {formatWatched} from './watch/event-text.js';
export type {Turns} from './watch/generations.js';
export type {AddressSummary, Availability} from './watch/history/address-history.js';
export {HistoryFold, type WatchHistory} from './watch/history/history.js';
export type {Incident} from './watch/history/incident.js';
export type {BlindInterval, Blindness} from './watch/history/sight.js';
export {formatKnown} from './watch/known-text.js';
export type {RouterFigures} from './watch/router-watch.js';
export type {KnownAddress, KnownRouter, WatchState} from './watch/state.js';
export {STATE_VERSION} from './watch/state.js';
export {Watch, type WatchDetails, type WatchFigures, type WatchOptions} from './watch/watch.js';
