/// <reference types="node" preserve="true" />
/**
 * Announcing an address, as a separate entry point (`@vip/core/internal/announce`): a command that
 * takes only a few milliseconds must not load the lab.
 *
 * @module
 */

export {
  FRAMES_PER_TURN,
  type FrameSender,
  inTurns,
  type RoundsOptions,
  type SentFrame,
  sendRounds,
} from '../announcer.js';
export {ARP_CAPTURE_FILTER} from '../capture/filter.js';
export {type DetectOptions, detectOwners, MAX_OWNERS, type Owner, type ProbingLink} from '../detector.js';
export {heldAddresses, interfaceMac, localMacs} from '../interfaces.js';
