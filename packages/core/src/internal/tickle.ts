/// <reference types="node" preserve="true" />
/**
 * Telling the clients of a node that is gone, as a separate entry point (`@vip/core/internal/tickle`), without the lab.
 *
 * @module
 */

export {addressesHere, existingInterface, interfacesHolding} from '../interfaces.js';
export {openTickler, type TickleResult, type Tickler, type TicklerOptions} from '../tickle/tickler.js';
