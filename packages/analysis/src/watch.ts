/**
 * `vip explain`, live, for months (`@vip/analysis/watch`).
 *
 * @module
 */

export {readWatchEvent, readWatchState} from './schema/read-watch.js';
export type {AddressFigures} from './watch/address-watch.js';
export type * from './watch/event.js';
export {EVENT_KINDS, MOVE_KINDS} from './watch/event.js';
export {formatWatched} from './watch/event-text.js';
export type {Turns} from './watch/generations.js';
export {formatKnown} from './watch/known-text.js';
export type {RouterFigures} from './watch/router-watch.js';
export type {KnownAddress, KnownRouter, WatchState} from './watch/state.js';
export {STATE_VERSION} from './watch/state.js';
export {Watch, type WatchFigures, type WatchOptions} from './watch/watch.js';
