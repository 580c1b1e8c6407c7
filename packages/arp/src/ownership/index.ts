export {
  arpProbeOf,
  type Claim,
  type ClaimKind,
  claimOfArp,
  claimOfDiscovery,
  discoveryProbeOf,
  type Probe,
} from './claim.js';
export {
  ALTERNATION_CHANGES,
  type Conflict,
  type ConflictEvidence,
  FLAP_CHANGES,
  FLAP_NS,
  type Flap,
  MAX_FORMER_OWNERS,
  MAX_OWNERS,
  type Move,
  type OwnershipChange,
  type OwnershipTracker,
  type ProbeSeen,
  type ProxyAnswer,
  QUICKEST_RETURN_NS,
  type Return,
  trackOwnership,
} from './ownership.js';
export {PROXY_OWNERS} from './proxy-answers.js';
