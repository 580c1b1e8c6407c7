/// <reference types="node" preserve="true" />
/**
 * Verifying which neighbours followed an announcement, as a separate entry point (`@vip/core/internal/verify`).
 *
 * @module
 */

export {addressFacing, holdsAddress} from '../interfaces.js';
export {type Belief, conclude, type Findings} from '../verify/belief.js';
export {type Clue, type ClueOptions, cluesOf, type Delivery} from '../verify/clue.js';
export {type EscalationStep, type EscalationStepName, escalationSteps} from '../verify/escalation.js';
export {defaultGateways, ipv4Gateways, ipv6Gateways} from '../verify/gateway.js';
export {type Inquiry, type InquiryLink, inquiryFilter, openInquiry} from '../verify/inquiry.js';
export {type EchoQuestion, echoQuestion, whereabouts} from '../verify/question.js';
export type {Pair} from '../verify/witness.js';
