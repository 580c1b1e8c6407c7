/**
 * The fault of a trial, and how it is observed.
 *
 * @module
 */

import {durationWord} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {DEFAULTS} from '@vip/core/internal/defaults';
import {FAULTS, parseFault} from '@vip/core/internal/faults';
import {parseGarpLoss} from '../values/announcement.js';
import {DURATION_PATTERN, durationFrom, parseDuration} from '../values/duration.js';
import {wholeNumberFrom} from '../values/number.js';
import {collect, valued} from './option.js';
import {withSyntax} from './syntax.js';

const NAMES = Object.keys(FAULTS);

const GROUP = 'Fault:';

export const FAULT = valued(
  '--fault <name>',
  `what goes wrong: ${NAMES.join(', ')}; freeze:2s sets how long`,
  withSyntax({pattern: `^(?:${NAMES.join('|')})(?::${DURATION_PATTERN})?$`}, text =>
    parseFault(text, parseDuration),
  ),
  NAMES,
).helpGroup(GROUP);

export const DROP_GARP = valued(
  '--drop-garp <n|all|p%>',
  'the switch drops the first n announcements, all, or this percentage',
  parseGarpLoss,
).helpGroup(GROUP);

export const FORWARD_DELAY = valued(
  '--forward-delay <duration>',
  "the new node's switch port starts forwarding this long after its first frame, as with STP",
  durationFrom(1, '1ms'),
).helpGroup(GROUP);

export const CLIENT_SYSCTL = valued(
  '--client-sysctl <name=value>',
  'neighbour setting of the observers, such as locktime=0; repeatable',
  collect(parseSysctl),
).helpGroup(GROUP);

const SERIES = 'Series:';

export const WARMUP = valued(
  '--warmup <n>',
  'runs to discard before those that count (default: 0)',
  wholeNumberFrom(0),
).helpGroup(SERIES);

export const SEED = valued(
  '--seed <n>',
  "seed for the phase of the fault within the driver's period (default: random)",
  wholeNumberFrom(0),
).helpGroup(SERIES);

export const STEADY = valued(
  '--steady <duration>',
  'exit 3 unless, for this long before the fault, every probe is answered and one node holds the address',
  durationFrom(100, '100ms'),
).helpGroup(SERIES);

export const SETTLE = valued(
  '--settle <duration>',
  `how long to keep watching after the recovery (default: ${durationWord(DEFAULTS.settleMs)})`,
  parseDuration,
).helpGroup(SERIES);

export const TIMEOUT = valued(
  '--timeout <duration>',
  `how long to wait for the recovery (default: ${durationWord(DEFAULTS.timeoutMs)})`,
  parseDuration,
).helpGroup(SERIES);

/** What is set below net/ipv4/neigh and net/ipv4/conf of an interface. */
function parseSysctl(text: string): [name: string, value: string] {
  const [, name, value] = /^([a-z_]+)=(\d{1,10})$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  const expected = 'name=number such as base_reachable_time_ms=2000';
  throw new VipError('BAD_ARGUMENT', `expected ${expected}, got ${JSON.stringify(text)}`);
}
