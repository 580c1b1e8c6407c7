/**
 * The grammar of the command line, for the tests (`@vip/cli/grammar`).
 *
 * @module
 */

export {isUsageError} from './exit.js';
export {definitionOf} from './grammar/define.js';
export {doesRead, type Mode} from './grammar/mode.js';
export {usageLine} from './grammar/usage-error.js';
export type {AnyOption} from './options/option.js';
export {createProgram} from './program.js';
