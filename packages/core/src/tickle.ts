/// <reference types="node" preserve="true" />
/**
 * Telling the clients of a node that is gone, as an entry point of its own (`@vip/core/tickle`), without the lab.
 *
 * @module
 */

export {addressesHere, ethernetInterfaces} from './interfaces.js';
export {type KillReport, killSessions} from './tickle/kill.js';
export {type LearnOptions, learnSessions} from './tickle/learn.js';
export {type ListListener, listenForLists} from './tickle/list-listener.js';
export {sendList} from './tickle/list-sender.js';
export {sessionsHere} from './tickle/sessions-here.js';
export {openTickler, type TickleResult, type Tickler, type TicklerOptions} from './tickle/tickler.js';
