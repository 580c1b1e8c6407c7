/// <reference types="node" preserve="true" />
/**
 * Configurations from files, as an entry point of its own (`@vip/core/audit`).
 *
 * @module
 */

export {linesOf, nodeOf, nodesOf, readFiles} from './audit/nodes.js';
export {softwareIn} from './audit/software.js';
