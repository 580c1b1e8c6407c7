/// <reference types="node" preserve="true" />
/**
 * Configurations from files, as an entry point of its own (`@vip/core/audit`).
 *
 * @module
 */

export {linesOf, nodeOf, readNodes} from './audit/nodes.js';
