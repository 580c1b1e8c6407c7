/// <reference types="node" preserve="true" />
/**
 * The faults of a trial by their names, as a separate entry point (`@vip/core/internal/faults`): a command line that only names them does
 * not load what a trial needs.
 *
 * @module
 */

export {parseFault} from '../trial/fault.js';
export {FAULTS} from '../trial/faults/registry.js';
