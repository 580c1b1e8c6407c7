/**
 * Rules that compare: the node that has the address when all is well with each of the others.
 *
 * @module
 */

import {grouped} from '../../collections/grouped.js';
import type {Place} from '../../findings/finding.js';
import {listed} from '../../text/count-text.js';
import type {ConfiguredCluster, Member, Router} from '../cluster.js';
import {type FindingDraft, subjectOf} from './rule.js';

export interface Pair {
  readonly router: Router;
  /** The one of the higher priority. */
  readonly first: Member;
  readonly second: Member;
}

/**
 * What is found of each pair. Loops that count: most rules find nothing in any of thousands, and the list of a `flatMap`, or what an
 * iterator returns for each, is an object that nobody needs, until V8 optimises what runs.
 */
export function eachPair(
  find: (pair: Pair) => FindingDraft | undefined,
): (cluster: ConfiguredCluster) => FindingDraft[] {
  return ({routers}) => {
    const drafts: FindingDraft[] = [];
    for (let index = 0; index < routers.length; index++) {
      const router = routers[index] as Router;
      const {members} = router;
      for (let at = 1; at < members.length; at++)
        add(drafts, find({router, first: members[0] as Member, second: members[at] as Member}));
    }
    return drafts;
  };
}

/** The same of the others among each other as well: what they do once the first one is gone. */
export function everyPair(
  find: (pair: Pair) => FindingDraft | undefined,
): (cluster: ConfiguredCluster) => FindingDraft[] {
  return ({routers}) => {
    const drafts: FindingDraft[] = [];
    for (const router of routers) {
      const {members} = router;
      for (const [index, second] of members.entries())
        for (const first of members.slice(0, index)) add(drafts, find({router, first, second}));
    }
    return drafts;
  };
}

/**
 * Of nodes that are alike in what is compared, one for all: a difference that several share is told once, with all of them.
 *
 * @param likeness what is compared, as text
 * @param among whether those that differ from the first one are compared with each other, which matters where what follows is not mutual
 */
export function eachDifference(
  likeness: (member: Member) => string,
  find: (pair: Pair) => FindingDraft | undefined,
  among: 'the first' | 'all' = 'the first',
): (cluster: ConfiguredCluster) => FindingDraft[] {
  return ({routers}) => {
    const drafts: FindingDraft[] = [];
    for (let index = 0; index < routers.length; index++) {
      const router = routers[index] as Router;
      const {members} = router;
      // As nearly all are.
      if (members.length < 2) continue;
      if (members.length === 2)
        add(drafts, find({router, first: members[0] as Member, second: members[1] as Member}));
      else for (const draft of differencesIn(router, likeness, find, among)) drafts.push(draft);
    }
    return drafts;
  };
}

function differencesIn(
  router: Router,
  likeness: (member: Member) => string,
  find: (pair: Pair) => FindingDraft | undefined,
  among: 'the first' | 'all',
): FindingDraft[] {
  const kinds = [...grouped(router.members, likeness).values()];
  return kinds.flatMap((seconds, index) =>
    kinds
      .slice(0, among === 'all' ? index : Math.min(index, 1))
      .flatMap(firsts => sharedDraft(router, firsts, seconds, find) ?? []),
  );
}

/** What is found of the first of each kind, with the lines of all. */
function sharedDraft(
  router: Router,
  firsts: readonly Member[],
  seconds: readonly Member[],
  find: (pair: Pair) => FindingDraft | undefined,
): FindingDraft | undefined {
  const all = firsts.flatMap(first =>
    seconds.map(second => {
      const [higher, lower] = inOrder(router, first, second);
      return {first, second, draft: find({router, first: higher, second: lower})};
    }),
  );
  const told = all.find(({draft}) => draft !== undefined);
  const draft = told?.draft;
  if (told === undefined || draft === undefined) return undefined;
  const involved = router.members.filter(member => firsts.includes(member) || seconds.includes(member));
  const places = all.flatMap(each => each.draft?.where ?? []);
  const where = places.filter(
    (place, index) => places.findIndex(other => isSamePlace(place, other)) === index,
  );
  const likes = [likeText(firsts, told.first), likeText(seconds, told.second)].filter(text => text !== '');
  return {
    ...draft,
    subject: subjectOf(involved),
    where,
    evidence: [draft.evidence, ...likes].join('; '),
  };
}

function inOrder({members}: Router, one: Member, other: Member): [Member, Member] {
  return members.indexOf(one) < members.indexOf(other) ? [one, other] : [other, one];
}

function isSamePlace(one: Place, other: Place): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** `lb3 and lb4 are like lb2`. */
function likeText(members: readonly Member[], told: Member): string {
  const others = members.filter(member => member !== told).map(({node}) => node.name);
  if (others.length === 0) return '';
  return `${listed(others)} ${others.length === 1 ? 'is' : 'are'} like ${told.node.name}`;
}

/** Those that are preferred to both of a pair: until they are gone neither of the two has the address. */
export function preferredTo({router: {members}, first}: Pair): string[] {
  return members.slice(0, members.indexOf(first)).map(({node}) => node.name);
}

/** Of each router: one finding for all of its members that are alike. */
export function eachRouter(
  find: (router: Router) => FindingDraft | undefined,
): (cluster: ConfiguredCluster) => FindingDraft[] {
  return ({routers}) => {
    const drafts: FindingDraft[] = [];
    for (let index = 0; index < routers.length; index++) add(drafts, find(routers[index] as Router));
    return drafts;
  };
}

function add(drafts: FindingDraft[], draft: FindingDraft | undefined): void {
  if (draft !== undefined) drafts.push(draft);
}

/** Whether the two take each other's advertisements for the same router's at all. */
export function areComparable({first, second}: Pair): boolean {
  return (
    first.instance.family === second.instance.family && first.instance.version === second.instance.version
  );
}
