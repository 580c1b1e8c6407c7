/// <reference types="node" preserve="true" />
/**
 * Verifying which neighbours followed an announcement, as a separate entry point (`@vip/core/internal/verify`).
 *
 * @module
 */

export {addressFacing, holdsAddress} from '../interfaces.js';
export {conclude, type Findings, type NeighbourBelief} from '../verify/belief.js';
export {type Clue, type ClueOptions, cluesOf, type DeliveryClue} from '../verify/clue.js';
export type {NeighbourOfVip} from '../verify/clue-collector.js';
export {type EscalationStep, type EscalationStepName, escalationSteps} from '../verify/escalation.js';
export {defaultGateways, ipv4Gateways, ipv6Gateways} from '../verify/gateway.js';
export {type InquiryLink, inquiryFilter, type NeighbourInquiry, openInquiry} from '../verify/inquiry.js';
export {type EchoQuestion, echoQuestion, whereabouts} from '../verify/question.js';
