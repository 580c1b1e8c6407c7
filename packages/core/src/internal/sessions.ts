/// <reference types="node" preserve="true" />
/**
 * The TCP sessions of this machine: listed, kept, handed to another node, ended. As an entry point of its own
 * (`@vip/core/internal/sessions`), so that a command which only resets clients need not load all this.
 *
 * @module
 */

export {type KillReport, killSessions} from '../tickle/kill.js';
export {type LearnOptions, learnSessions} from '../tickle/learn.js';
export {type ListListener, type ListListenerOptions, listenForLists} from '../tickle/list-listener.js';
export {
  greetingOf,
  type Handshake,
  headerOf,
  isAnnounced,
  type ListHeader,
  MAX_LIST_OCTETS,
  newNonce,
  readGreeting,
  readHeader,
  readNonce,
} from '../tickle/list-protocol.js';
export {type ListReceiver, type SendOptions, sendList} from '../tickle/list-sender.js';
export {sessionsHere} from '../tickle/sessions-here.js';
