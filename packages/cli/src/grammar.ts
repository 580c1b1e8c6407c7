/**
 * The grammar of the command line, for the tests (`@vip/cli/grammar`).
 *
 * @module
 */

export {isUsageError} from './exit.js';
export {readCourse} from './grading/read-course.js';
export {commandOf, definitionOf} from './grammar/command.js';
export {BEYOND_SENDING, GARP} from './grammar/garp.js';
export {doesRead, type Mode} from './grammar/mode.js';
export {plainReader} from './grammar/plain.js';
export {usageLine} from './grammar/usage-error.js';
export type {AnyOption} from './options/option.js';
export {isRepeatable} from './options/option.js';
export {createProgram} from './program.js';
export {commandProgram} from './program-of.js';
export {type Cell, MOST_CELLS} from './scenario/cells.js';
export {commandOfCell} from './scenario/command.js';
export {OPTION_OF} from './scenario/keys.js';
export {readScenario} from './scenario/read.js';
