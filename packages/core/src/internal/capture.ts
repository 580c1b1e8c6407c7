/**
 * Capturing and showing what was captured, as a separate entry point (`@vip/core/internal/capture`), without the lab.
 *
 * @module
 */

export {openFileCapture, STANDARD_INPUT} from '../capture/file.js';
export {ARP_CAPTURE_FILTER, explainFilter, NEIGHBOUR_CAPTURE_FILTER} from '../capture/filter.js';
export {type LiveCaptureOptions, openLiveCapture} from '../capture/live.js';
export type {CaptureCounts, CaptureEnding, CaptureNotices, CaptureSource} from '../capture/source.js';
export {interfacesFacing} from '../interfaces.js';
export {describeSelected} from '../views/capture-description.js';
export {
  type CaptureSelection,
  createCaptureView,
  formatSelected,
  type SelectedFrame,
} from '../views/capture-lines.js';
export {formatOwnershipChange} from '../views/ownership-lines.js';
export {formatTimeOfDay} from '../views/time-of-day.js';
