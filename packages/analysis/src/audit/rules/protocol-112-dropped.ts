/** A node that does not receive what another advertises, though nothing in the advertisements lets it be rejected. */

import {difference} from '../../claims/advert-differences.js';
import {formatSeconds} from '../calculations/timing.js';
import {type Dispute, disputesOf} from '../wire/disputes.js';
import type {Voice} from '../wire/hear.js';
import {bothSides, nodeOf} from '../wire/told.js';
import {type FindingDraft, KEEPALIVED_ISSUES, type Rule, subjectOf, vipsOf} from './rule.js';

export const protocol112Dropped: Rule = {
  code: 'PROTOCOL_112_DROPPED',
  severity: 'error',
  title: 'in the capture: a node does not receive what another advertises',
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
            evidence: `${told(lower)} goes on advertising for ${length} while ${told(higher)} does, and nothing in what they advertise differs`,
            consequence: `${deaf} does not receive what is seen here, as when a firewall or a switch drops protocol 112: both hold ${first === undefined ? 'the addresses' : vipsOf(first)}`,
            remedy: `let protocol 112 in on ${deaf}; vip doctor there names the rule that drops it`,
          };
        }),
    ),
};

/** What a receiver would reject is reported as such. */
function isUnexplained({lower: {speaker: lower}, higher: {speaker: higher}}: Dispute): boolean {
  const isStray = [lower, higher].some(
    ({strayHops, strayMac}) => strayHops !== undefined || strayMac !== undefined,
  );
  return !isStray && difference(lower, higher) === undefined;
}

/** `10.0.0.1 (lb1) at priority 150`. */
function told(voice: Voice): string {
  const {router, priority} = voice.speaker;
  const node = nodeOf(voice);
  return `${router}${node === router ? '' : ` (${node})`} at priority ${priority}`;
}
