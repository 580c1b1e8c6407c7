/**
 * The checks of a configuration fail: on the active node, or on both.
 *
 * @module
 */

import type {Driver} from '../driver.js';
import type {FaultKind} from './fault-kind.js';

export const checksFail = {
  name: 'checks-fail',
  means: 'every check of the active node fails; two files of --config only',
  isSurvived: true,
  oldHolder: 'stays',
  predicted: {event: 'check-fails'},
  refuses: withoutChecks,
  ready: bench => () => bench.driver.failChecks?.(bench, [bench.settings.active.node]),
} as const satisfies FaultKind;

export const checksFailBoth = {
  name: 'checks-fail-both',
  means: 'every check of both nodes fails; two files of --config only',
  isSurvived: true,
  oldHolder: 'stays',
  predicted: {event: 'check-fails', isEverywhere: true},
  refuses: withoutChecks,
  ready: bench => () =>
    bench.driver.failChecks?.(bench, [bench.settings.active.node, bench.settings.passive.node]),
} as const satisfies FaultKind;

function withoutChecks({name, failChecks}: Driver): string | undefined {
  return failChecks === undefined
    ? `driver ${name} decides no checks; give keepalived two files with --config`
    : undefined;
}
