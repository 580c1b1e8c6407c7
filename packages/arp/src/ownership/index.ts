/**
 * Ownership of addresses over time, derived from claims by ARP, neighbour discovery and routers. Pure: time comes with each claim.
 *
 * @module
 */

export {
  arpProbeOf,
  type Claim,
  type ClaimKind,
  claimOfArp,
  claimOfDiscovery,
  discoveryProbeOf,
  type Probe,
} from './claim.js';
export type {Inquiry} from './inquiries.js';
export {
  type Conflict,
  type ConflictEvidence,
  type Flap,
  flappingAmong,
  type Move,
  type OwnershipChange,
  type OwnershipTracker,
  type ProbeSeen,
  type ProxyAnswer,
  type Return,
  trackOwnership,
} from './ownership.js';
