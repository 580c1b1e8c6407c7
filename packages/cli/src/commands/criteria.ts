/**
 * `--max-outage`, `--max-dark`, `--max-hung` and `--fail-on`: what a series of trials is judged by.
 *
 * @module
 */

import {stationOf, type Topology} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {type Criteria, FAILS_WITH_LIMIT, type OutageLimit} from '@vip/core';

export interface LimitOptions {
  readonly maxOutage?: readonly OutageLimit[];
  readonly maxDark?: readonly OutageLimit[];
  readonly maxHung?: number;
  readonly failOn?: Criteria['failOn'];
}

/** @throws VipError `BAD_ARGUMENT` for a limit of an observer that the trial does not have: with one family none is called `ext/v6` */
export function checkLimits({limits}: Criteria, {observers}: Pick<Topology, 'observers'>): void {
  const names = observers.map(({name}) => name);
  const stray = limits.find(
    ({observer}) =>
      observer !== undefined && !names.some(name => observer === name || observer === stationOf(name)),
  );
  if (stray === undefined) return;
  const option = stray.of === 'outage' ? '--max-outage' : '--max-dark';
  throw new VipError(
    'BAD_ARGUMENT',
    `${option}: expected one of ${names.join(', ')}, got ${JSON.stringify(stray.observer)}`,
  );
}

/** @throws VipError `BAD_ARGUMENT` for a limit of sessions where there are none */
export function checkSessionLimits({limits}: Criteria, hasSessions: boolean): void {
  if (hasSessions || !limits.some(({of}) => of === 'tcp')) return;
  throw new VipError(
    'BAD_ARGUMENT',
    '--max-outage: vip trial without --tcp does not read tcp=...; without it there are no sessions',
  );
}

/** Where a limit is set, what makes it meaningless fails as well, unless the user says otherwise. */
export function criteriaOf({maxOutage = [], maxDark = [], maxHung, failOn}: LimitOptions): Criteria {
  const limits = [...maxOutage, ...maxDark];
  const isLimited = limits.length > 0 || maxHung !== undefined;
  return {
    limits,
    ...(maxHung === undefined ? {} : {maxHung}),
    failOn: failOn ?? (isLimited ? FAILS_WITH_LIMIT : []),
  };
}
