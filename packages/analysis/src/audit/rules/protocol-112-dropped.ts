/** A node that does not receive another's advertisements, although nothing in them is a reason to reject them. */

import {difference} from '../../claims/advert-differences.js';
import {formatSeconds} from '../calculations/timing.js';
import {type Dispute, disputesOf} from '../wire/disputes.js';
import type {Voice} from '../wire/hear.js';
import {bothSides, nodeOf} from '../wire/told.js';
import {type FindingDraft, KEEPALIVED_ISSUES, type Rule, subjectOf, vipsOf} from './rule.js';

export const protocol112Dropped: Rule = {
  code: 'PROTOCOL_112_DROPPED',
  severity: 'error',
  title: "in the capture: a node does not receive another's advertisements",
  thread: `${KEEPALIVED_ISSUES}2643`,
  needsUnsplit: true,
  find: ({wire}) =>
    (wire?.routers ?? []).flatMap(voices =>
      disputesOf(voices, wire?.records ?? [])
        .filter(isUnexplained)
        .map(({lower, higher, rivalry}): FindingDraft => {
          const {members} = voices.router;
          const [first] = members;
          const length = formatSeconds(Number(rivalry.last.at - rivalry.at) / 1e6);
          const deaf = nodeOf(lower);
          return {
            subject: subjectOf(members),
            where: bothSides(members, 'virtual_router_id', lower, rivalry.frame),
            evidence: `${told(lower)} keeps advertising for ${length} while ${told(higher)} does, and their advertisements do not differ`,
            consequence: `${deaf} does not receive the advertisements captured here, as when a firewall or switch drops protocol 112: both hold ${first === undefined ? 'the addresses' : vipsOf(first)}`,
            remedy: `accept protocol 112 on ${deaf}; vip doctor there names the rule that drops it`,
          };
        }),
    ),
};

/** Advertisements that a receiver would reject are reported separately. */
function isUnexplained({protocol, lower: {speaker: lower}, higher: {speaker: higher}}: Dispute): boolean {
  const isStray = [lower, higher].some(
    ({strayHops, strayMac}) => strayHops !== undefined || strayMac !== undefined,
  );
  return !isStray && difference(protocol, lower, higher) === undefined;
}

/** `10.0.0.1 (lb1) at priority 150`. */
function told(voice: Voice): string {
  const {router, priority} = voice.speaker;
  const node = nodeOf(voice);
  return `${router}${node === router ? '' : ` (${node})`} at priority ${priority}`;
}
