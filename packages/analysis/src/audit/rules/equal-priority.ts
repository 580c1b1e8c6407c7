/** No node is preferred. */

import {grouped} from '../../collections/grouped.js';
import {listed} from '../../text/count-text.js';
import {healthyPriority, type Member, type Router, totalPriority} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';
import {readNumber} from '../keepalived/numbers.js';
import {checkEffects} from './check-effect.js';
import {type FindingDraft, KEEPALIVED_ISSUES, placesOf, type Rule, subjectOf} from './rule.js';

export const equalPriority: Rule = {
  code: 'EQUAL_PRIORITY',
  severity: 'warning',
  title: 'the nodes have the same priority',
  thread: `${KEEPALIVED_ISSUES}1528`,
  proof: 'start',
  find: ({routers}) => routers.flatMap(equalsIn),
};

function equalsIn(router: Router): FindingDraft[] {
  const {members} = router;
  if (members.length < 2) return [];
  const sound = members.filter(({instance}) => healthyPriority(instance) !== 255 && !wasRefused(instance));
  const groups = [...grouped(sound, ({instance}) => healthyPriority(instance))];
  return groups.flatMap(([priority, equals]) =>
    equals.length < 2 ? [] : (draftOf(router, equals, priority) ?? []),
  );
}

function draftOf(router: Router, equals: readonly Member[], priority: number): FindingDraft | undefined {
  const cut = equals.filter(({instance}) => totalPriority(instance) !== priority);
  if (cut.length > 0 && checkEffects({nodes: [], routers: [router]}).some(({cause}) => cause === 'clamped'))
    return undefined;
  const names = equals.map(({node}) => node.name);
  const sums = cut.map(({node, instance}) => `${sumOf(instance)} on ${node.name}`);
  const isOrAre = cut.length === 1 ? 'is' : 'are';
  return {
    subject: subjectOf(equals),
    where: placesOf(equals, 'priority'),
    evidence: `${listed(names)} ${names.length === 2 ? 'both' : 'all'} have priority ${priority}${cut.length === 0 ? '' : `: ${listed(sums)} ${isOrAre} limited to that`}`,
    ...consequenceOf(router, equals),
    remedy:
      cut.length === 0
        ? 'use different priorities'
        : 'use different priorities that stay within 1 to 254 with every weight added',
  };
}

/** For nodes that are only standbys: measured with two of three, they take over as soon as a single one would. */
function consequenceOf(
  {members}: Router,
  equals: readonly Member[],
): Pick<FindingDraft, 'consequence' | 'severity'> {
  const before = members.slice(0, members.indexOf(equals[0] as Member)).map(({node}) => node.name);
  if (before.length === 0)
    return {
      consequence: `the higher address wins when they start together, and after a partition; otherwise the node that has the address keeps it`,
    };
  return {
    severity: 'note',
    consequence: `once ${listed(before)} ${before.length > 1 ? 'are' : 'is'} gone, any of them may take over, no later than a single one would`,
  };
}

/** `250 + 60`. */
function sumOf(instance: Instance): string {
  const weights = totalPriority(instance) - instance.basePriority;
  return `${instance.basePriority} ${weights < 0 ? '-' : '+'} ${Math.abs(weights)}`;
}

/** Problems with the priority itself, or with the state that implied it, are reported separately. */
function wasRefused({
  priorityGiven,
  stateGiven,
}: {
  priorityGiven: {value: string} | undefined;
  stateGiven: {value: string} | undefined;
}): boolean {
  if (priorityGiven !== undefined)
    return readNumber(priorityGiven.value, 1, 255, false).problem !== undefined;
  return stateGiven !== undefined && !['MASTER', 'BACKUP'].includes(stateGiven.value);
}
