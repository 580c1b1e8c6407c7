/**
 * The TCP sessions of a trial's observers.
 *
 * @module
 */

import {durationWord} from '@vip/analysis';
import {DEFAULT_TCP_DEADLINE_MS, DEFAULT_TCP_GROUPS, parseTcpGroups} from '@vip/core';
import {durationFrom, parseDuration} from '../option-parsers.js';
import {valued} from './option.js';

const GROUP = 'Sessions:';

/** What is opened where nothing is named: who waits, reads, writes often and seldom, and connects. */
const USUAL = 'usual';

export const TCP = valued(
  '--tcp [sessions]',
  'TCP sessions at each observer, such as idle=20,write=20@10ms,connect@50ms',
  text => parseTcpGroups(text === USUAL ? DEFAULT_TCP_GROUPS : text, parseDuration),
)
  .helpGroup(GROUP)
  .preset(USUAL);

export const TCP_DEADLINE = valued(
  '--tcp-deadline <duration>',
  `how long sessions may take to end once the VIP answers again (default: ${durationWord(DEFAULT_TCP_DEADLINE_MS)})`,
  durationFrom(1, '1ms'),
).helpGroup(GROUP);
