/// <reference types="node" preserve="true" />
/**
 * Configurations as they lie in files, as an entry point of its own (`@vip/core/audit`).
 *
 * @module
 */

export {nodeOf, readNodes} from './audit/nodes.js';
