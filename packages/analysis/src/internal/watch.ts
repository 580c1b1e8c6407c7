/**
 * Continuous explanation of live frames, for months, as a separate entry point
 * (`@vip/analysis/internal/watch`).
 *
 * @module
 */

export type {Interval} from '../collections/intervals.js';
export type {ServiceName} from '../conversations/facts.js';
export {networkText} from '../explain/frames/networks.js';
export {servicesText} from '../explain/words/service-text.js';
export {readWatchEvent, readWatchState} from '../schema/read-watch.js';
export {MOVE_KINDS} from '../watch/address-event.js';
export type {AddressFigures} from '../watch/address-figures.js';
export type * from '../watch/event.js';
export {EVENT_KINDS} from '../watch/event.js';
export {datedBy} from '../watch/event-dating.js';
export {formatWatched} from '../watch/event-text.js';
export type {Turns} from '../watch/generations.js';
export type {AddressSummary} from '../watch/history/address-history.js';
export type {Availability} from '../watch/history/dark-time.js';
export {HistoryFold, type WatchHistory} from '../watch/history/history.js';
export type {Incident} from '../watch/history/incident.js';
export type {ServiceSummary} from '../watch/history/service-history.js';
export type {BlindInterval, Blindness} from '../watch/history/sight.js';
export {formatKnown} from '../watch/known-text.js';
export type {WatchDetails} from '../watch/report.js';
export type {RouterFigures} from '../watch/router-watch.js';
export {serviceId} from '../watch/service-text.js';
export type {ServiceFigures} from '../watch/service-watches.js';
export type {KnownAddress, KnownRouter, WatchState} from '../watch/state.js';
export {STATE_VERSION} from '../watch/state.js';
export {Watch} from '../watch/watch.js';
export type {WatchFigures, WatchOptions} from '../watch/watch-options.js';
