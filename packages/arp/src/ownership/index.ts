/**
 * Ownership of addresses over time, derived from claims by ARP, neighbour discovery and routers. Pure: time comes with each claim.
 *
 * @module
 */

export type {AddressRequest} from './address-requests.js';
export {
  arpProbeOf,
  type Claim,
  type ClaimKind,
  claimOfArp,
  claimOfDiscovery,
  discoveryProbeOf,
  type Probe,
} from './claim.js';
export {areOfOneFlap, flappingAmong} from './flap.js';
export {type Ownership, type OwnershipTracker, placeOf, trackOwnership} from './ownership.js';
export type {
  Conflict,
  ConflictEvidence,
  Flap,
  Move,
  OwnershipChange,
  ProbeSeen,
  ProxyAnswer,
  Return,
} from './ownership-change.js';
