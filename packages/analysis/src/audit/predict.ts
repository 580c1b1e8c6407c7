/**
 * Predictions for each virtual router, event by event: which node has the address, by what margin, after how long.
 *
 * @module
 */

import {elect} from './calculations/election.js';
import type {Router} from './cluster.js';
import {checkFailures, checksOf} from './predictions/check-failures.js';
import {losses} from './predictions/losses.js';
import type {Prediction} from './predictions/prediction.js';
import {returns} from './predictions/returns.js';
import {predictNobody, started} from './predictions/start.js';

/** Predictions for one router on the known nodes. */
export function predict(all: Router): Prediction[] {
  const members = all.members.filter(({node}) => !node.config.faults.some(({ends}) => ends));
  if (members.length === 0) return [predictNobody(all, 'keepalived exits')];
  const router = members.length === all.members.length ? all : {...all, members};
  const healthy = elect(router.members, []);
  const {owner} = healthy;
  if (owner === undefined) return [predictNobody(router, 'the instance stays in FAULT')];
  const withoutOwner = elect(
    router.members.filter(member => member !== owner),
    [],
  );
  return [
    started(router, healthy),
    ...losses(router, owner, withoutOwner),
    ...checksOf(router).flatMap(check => checkFailures(router, owner, check)),
    ...returns(router, owner, withoutOwner),
  ];
}
