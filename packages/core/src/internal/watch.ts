/**
 * What a watch shows and starts, as a separate entry point (`@vip/core/internal/watch`).
 *
 * @module
 */

export {type HeldPage, HeldPages, type HeldPagesOptions} from '../page/held-pages.js';
export type {FromThread, FromWatch, SentPage} from '../page/protocol.js';
export {ClockWatch} from '../watch/clock-watch.js';
export type {FollowedPlace} from '../watch/followed-place.js';
export {FollowedPlaces, type FollowedPlacesOptions} from '../watch/followed-places.js';
export {LinkWatch} from '../watch/link-watch.js';
export {Histogram} from '../watch/metrics/histogram.js';
export {Labels} from '../watch/metrics/labels.js';
export {Counter, Gauge} from '../watch/metrics/value-family.js';
export {type CaptureTotals, Metrics, type MetricsOptions, type MetricsPage} from '../watch/metrics.js';
export {OnEvent, type OnEventOptions} from '../watch/on-event.js';
export {openPage, type Page, type PageOptions} from '../watch/page.js';
export {Slices, type SlicesOptions} from '../watch/slices.js';
