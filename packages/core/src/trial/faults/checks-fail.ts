/**
 * The checks of a configuration fail: on the active node, or on both.
 *
 * @module
 */

import type {Driver} from '../driver.js';
import type {FaultKind} from './fault-kind.js';

export const checksFail = {
  name: 'checks-fail',
  means: 'every check of the active node fails; only with two files given to --config',
  isSurvived: true,
  oldHolder: 'stays',
  predicted: {event: 'check-fails'},
  refuses: withoutChecks,
  ready: bench => () => bench.driver.failChecks?.(bench, [bench.settings.active.node]),
} as const satisfies FaultKind;

export const checksFailBoth = {
  name: 'checks-fail-both',
  means: 'every check of both nodes fails; only with two files given to --config',
  isSurvived: true,
  oldHolder: 'stays',
  predicted: {event: 'check-fails', isEverywhere: true},
  refuses: withoutChecks,
  ready: bench => () =>
    bench.driver.failChecks?.(bench, [bench.settings.active.node, bench.settings.passive.node]),
} as const satisfies FaultKind;

function withoutChecks({name, failChecks}: Driver): string | undefined {
  return failChecks === undefined
    ? `driver ${name} has no checks to make fail; give keepalived two files with --config`
    : undefined;
}
