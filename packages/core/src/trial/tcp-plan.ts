/**
 * `idle=20,read=10@100ms,write=20@10ms,connect@50ms`: the sessions that every observer of a trial has. Pure.
 *
 * @module
 */

import {durationWord, type SessionUse, type TcpPlan} from '@vip/analysis';
import {VipError} from '@vip/arp';

type Group = TcpPlan['groups'][number];

/** What answers whether clients will hang: who waits, who reads, who writes often and seldom, who connects. */
export const DEFAULT_TCP_GROUPS = 'idle=5,read=5@100ms,write=2@10ms,write=2@100ms,write=2@1s,connect@50ms';

/** Of a plan for the lab's own server: 0x7669, `vi`. */
export const DEFAULT_TCP_PORT = 30_313;

/** How long sessions may take to end once the address answers again. Milliseconds. */
export const DEFAULT_TCP_DEADLINE_MS = 5000;

const USES: readonly SessionUse[] = ['idle', 'read', 'write', 'connect'];
/** At each observer. */
const MOST_SESSIONS = 500;
const DEFAULT_INTERVAL_MS = 100;

/** @throws VipError `BAD_ARGUMENT` */
export function parseTcpGroups(text: string, parseDuration: (text: string) => number): Group[] {
  const groups = text.split(',').map(word => parseGroup(word, parseDuration));
  const total = groups.reduce((sum, {count}) => sum + count, 0);
  if (total > MOST_SESSIONS) refuse(`${MOST_SESSIONS} sessions or fewer`, text);
  return groups;
}

/** `write=2@10ms` */
export function formatTcpGroup({use, count, intervalMs}: Group): string {
  const number = use === 'connect' ? '' : `=${count}`;
  return `${use}${number}${intervalMs === undefined ? '' : `@${durationWord(intervalMs)}`}`;
}

function parseGroup(word: string, parseDuration: (text: string) => number): Group {
  const [, name, count = '1', interval] = /^([a-z]+)(?:=(\d{1,4}))?(?:@(.+))?$/.exec(word) ?? [];
  const use = USES.find(known => known === name);
  if (use === undefined) refuse(`${USES.join(', ')}, each with =count and @interval`, word);
  if (use === 'idle' && interval !== undefined) refuse('no interval for idle', word);
  if (use === 'connect' && count !== '1') refuse('connect@interval', word);
  if (count === '0' || /^0\d/.test(count)) refuse('a count of 1 or more', word);
  const intervalMs = interval === undefined ? DEFAULT_INTERVAL_MS : parseDuration(interval);
  if (intervalMs < 1) refuse('an interval of 1ms or more', word);
  return {use, count: Number(count), ...(use === 'idle' ? {} : {intervalMs})};
}

function refuse(expected: string, got: string): never {
  throw new VipError('BAD_ARGUMENT', `tcp: expected ${expected}, got ${JSON.stringify(got)}`);
}
