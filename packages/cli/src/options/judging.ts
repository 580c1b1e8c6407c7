/**
 * Criteria of `vip explain`, and what it verifies.
 *
 * @module
 */

import {DEFAULT_THRESHOLD, durationWord} from '@vip/analysis/internal';
import {parseDuration} from '../values/duration.js';
import {parseKeyFile} from '../values/key-file.js';
import {wholeNumberFrom} from '../values/number.js';
import {valued} from './option.js';

const GROUP = 'Judging:';

export const KEY = valued(
  '--key <file>',
  "a key of keepalived's auth_hmac, to verify advertisements; repeatable",
  parseKeyFile,
).helpGroup(GROUP);

export const MIN_OUTAGE = valued(
  '--min-outage <duration>',
  `an outage this long is a fault (default: ${durationWord(Number(DEFAULT_THRESHOLD.leastNs) / 1e6)})`,
  parseDuration,
).helpGroup(GROUP);

export const MIN_LOST = valued(
  '--min-lost <n>',
  `as are this many unanswered questions in a row (default: ${DEFAULT_THRESHOLD.questions})`,
  wholeNumberFrom(1),
).helpGroup(GROUP);

export const JUDGING = [KEY, MIN_OUTAGE, MIN_LOST] as const;
