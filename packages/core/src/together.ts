/**
 * Several capture files of one event, as an entry point of its own (`@vip/core/together`).
 *
 * @module
 */

export {type PlaceFile, readTogether, type SurveyedFiles, surveyFiles} from './capture/together.js';
