/**
 * Rules that compare nodes: the preferred owner with each of the others.
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
  /** The member with the higher priority. */
  readonly first: Member;
  readonly second: Member;
}

/**
 * Findings for each pair. Index loops: most rules find nothing in thousands of pairs, and the lists of `flatMap` and iterator results are
 * garbage until V8 optimises them away.
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

/** Also compares the others with each other: the situation once the first is gone. */
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
 * Nodes that are alike in what is compared are represented by one: a difference that several share is reported once, naming all of them.
 *
 * @param likeness the compared setting, as text
 * @param among whether nodes that differ from the first are compared with each other, which matters if the consequence is not mutual
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

/** The finding for the first of each kind, with the lines of all. */
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

/** Members preferred to both of a pair: until they are gone, neither of the two has the address. */
export function preferredTo({router: {members}, first}: Pair): string[] {
  return members.slice(0, members.indexOf(first)).map(({node}) => node.name);
}

/** One finding per router, for all of its members that are alike. */
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

/** Whether the two regard each other's advertisements as the same router's at all. */
export function areComparable({first, second}: Pair): boolean {
  return (
    first.instance.family === second.instance.family && first.instance.version === second.instance.version
  );
}
