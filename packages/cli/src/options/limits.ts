/**
 * The criteria for a trial, or for a saved series of them.
 *
 * @module
 */

import {FAILS_WITH_LIMIT, FINDINGS, parseFailOn, parseOutageLimit, parseThreshold} from '@vip/core/internal';
import {DURATION_PATTERN, parseDuration} from '../values/duration.js';
import {wholeNumberFrom} from '../values/number.js';
import {collect, readText, valued} from './option.js';
import {withSyntax} from './syntax.js';

const GROUP = 'Limits:';

const LIMIT = {pattern: `^(?:[^=]*=)?${DURATION_PATTERN}$`, minimum: 0, maximum: 0};

export const MAX_OUTAGE = valued(
  '--max-outage <duration>',
  'exit 1 if an outage may have exceeded this; ext=50ms for one observer, tcp=2s for sessions; repeatable',
  collect(withSyntax(LIMIT, text => parseOutageLimit(text, parseDuration))),
).helpGroup(GROUP);

export const MAX_DARK = valued(
  '--max-dark <duration>',
  "exit 1 if an observer's outages in total may have exceeded this; same forms as --max-outage",
  collect(withSyntax(LIMIT, text => parseOutageLimit(text, parseDuration, 'dark'))),
).helpGroup(GROUP);

export const MAX_HUNG = valued(
  '--max-hung <n>',
  'exit 1 if more TCP sessions than this still hang at the deadline; with --tcp',
  wholeNumberFrom(0),
).helpGroup(GROUP);

export const FAIL_ON = valued(
  '--fail-on <codes>',
  `findings that exit with 1: comma-separated codes, none or all (with a limit: ${FAILS_WITH_LIMIT.join(',')})`,
  parseFailOn,
  ['none', 'all', ...Object.keys(FINDINGS)],
).helpGroup(GROUP);

export const THRESHOLD = valued(
  '--threshold <condition>',
  'exit 1 unless a statistic of all runs meets this: p95<200ms, ext:max<1s, dark<=2s, tcp:hung==0; repeatable',
  collect(text => parseThreshold(text, parseDuration)),
).helpGroup(GROUP);

export const BASELINE = valued(
  '--baseline <directory>',
  'exit 1 if the outages are longer than those of this series, saved with --out, beyond chance',
  readText,
).helpGroup(GROUP);

export const LIMITS = [MAX_OUTAGE, MAX_DARK, MAX_HUNG, THRESHOLD, BASELINE, FAIL_ON] as const;
