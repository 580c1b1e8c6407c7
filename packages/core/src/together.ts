/**
 * Several capture files of one event, as a separate entry point (`@vip/core/together`).
 *
 * @module
 */

export {PlaceCaptures, type PlaceFile} from './capture/together.js';
