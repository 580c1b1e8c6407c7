/**
 * Rules that compare: the node that has the address when all is well with each of the others.
 *
 * @module
 */

import type {Cluster, Member, Router} from '../cluster.js';
import type {Draft} from './rule.js';

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
export function eachPair(find: (pair: Pair) => Draft | undefined): (cluster: Cluster) => Draft[] {
  return ({routers}) => {
    const drafts: Draft[] = [];
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
export function everyPair(find: (pair: Pair) => Draft | undefined): (cluster: Cluster) => Draft[] {
  return ({routers}) => {
    const drafts: Draft[] = [];
    for (const router of routers) {
      const {members} = router;
      for (const [index, second] of members.entries())
        for (const first of members.slice(0, index)) add(drafts, find({router, first, second}));
    }
    return drafts;
  };
}

/** Of each router: one finding for all of its members that are alike. */
export function eachRouter(find: (router: Router) => Draft | undefined): (cluster: Cluster) => Draft[] {
  return ({routers}) => {
    const drafts: Draft[] = [];
    for (let index = 0; index < routers.length; index++) add(drafts, find(routers[index] as Router));
    return drafts;
  };
}

function add(drafts: Draft[], draft: Draft | undefined): void {
  if (draft !== undefined) drafts.push(draft);
}

/** Whether the two take each other's advertisements for the same router's at all. */
export function areComparable({first, second}: Pair): boolean {
  return (
    first.instance.family === second.instance.family && first.instance.version === second.instance.version
  );
}
