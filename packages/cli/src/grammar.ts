/**
 * The grammar of the command line, for the tests (`@vip/cli/grammar`).
 *
 * @module
 */

export {isUsageError} from './exit.js';
export {readCourse} from './grading/read-course.js';
export {definitionOf} from './grammar/define.js';
export {doesRead, type Mode} from './grammar/mode.js';
export {usageLine} from './grammar/usage-error.js';
export type {AnyOption} from './options/option.js';
export {isRepeatable} from './options/option.js';
export {createProgram} from './program.js';
export {type Cell, MOST_CELLS} from './scenario/cells.js';
export {commandOfCell} from './scenario/command.js';
export {OPTION_OF} from './scenario/keys.js';
export {readScenario} from './scenario/read.js';
