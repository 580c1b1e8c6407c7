/**
 * Several captures of one event, as a separate entry point (`@vip/core/internal/together`).
 *
 * @module
 */

export {PlaceCaptures, type PlaceFile, type Surveyed} from '../capture/together.js';
