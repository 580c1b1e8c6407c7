/**
 * What `--json` prints, what a scenario is and what a course is, for the documentation and the tests (`@vip/cli/json`).
 *
 * @module
 */

export {doctorDocument} from './doctor-document.js';
export {findingsDocument} from './findings-document.js';
export {courseSchema} from './grading/schema.js';
export {jsonDocument, PRINTING_COMMANDS} from './json/document.js';
export type {PrintedObject, PrintingCommand} from './json/printed.js';
export {scenarioSchema} from './scenario/schema.js';
