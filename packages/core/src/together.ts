/**
 * Several capture files of one event, as an entry point of its own (`@vip/core/together`).
 *
 * @module
 */

export {PlaceCaptures, type PlaceFile} from './capture/together.js';
