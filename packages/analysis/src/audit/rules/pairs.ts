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

export function pairsOf({routers}: Cluster): Pair[] {
  return routers.flatMap(router => {
    const [first, ...others] = router.members;
    return first === undefined ? [] : others.map(second => ({router, first, second}));
  });
}

/** What is found of each pair. */
export function eachPair(find: (pair: Pair) => Draft | undefined): (cluster: Cluster) => Draft[] {
  return cluster => pairsOf(cluster).flatMap(pair => find(pair) ?? []);
}

/** Of each router: one finding for all of its members that are alike. */
export function eachRouter(find: (router: Router) => Draft | undefined): (cluster: Cluster) => Draft[] {
  return ({routers}) => routers.flatMap(router => find(router) ?? []);
}

/** Whether the two take each other's advertisements for the same router's at all. */
export function areComparable({first, second}: Pair): boolean {
  return (
    first.instance.family === second.instance.family && first.instance.version === second.instance.version
  );
}
