/// <reference types="node" preserve="true" />
/**
 * Configurations from files, as a separate entry point (`@vip/core/internal/audit`).
 *
 * @module
 */

export {textOfFile} from '../audit/node-source.js';
export {auditNodeOf, configLines, nodesOf, readFiles} from '../audit/nodes.js';
export {softwareIn} from '../audit/software.js';
