/**
 * `idle=20,read=10@100ms,write=20@10ms,connect@50ms`: the sessions that every observer of a trial has. Pure.
 *
 * @module
 */

import type {TcpPlan} from '@vip/analysis';
import {durationWord, SESSION_USE_NAMES, SESSION_USES} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';

type Group = TcpPlan['groups'][number];

/** Sessions that show whether clients will hang: idle ones, readers, frequent and infrequent writers, and new connections. */
export const LAB_GROUPS: readonly Group[] = [
  {use: 'idle', count: 5},
  {use: 'read', count: 5, intervalMs: 100},
  {use: 'write', count: 2, intervalMs: 10},
  {use: 'write', count: 2, intervalMs: 100},
  {use: 'write', count: 2, intervalMs: 1000},
  {use: 'connect', count: 1, intervalMs: 50},
];

/** The same with a server of which only the port is known: not what to send it, nor whether it answers. */
const OWN_GROUPS: readonly Group[] = [
  {use: 'idle', count: 5},
  {use: 'connect', count: 1, intervalMs: 50},
];

/** What HTTP adds: a pool of connections that are kept, and connections for one request each. */
const HTTP_GROUPS: readonly Group[] = [
  {use: 'request', count: 5, intervalMs: 100},
  {use: 'fetch', count: 1, intervalMs: 100},
];

/** The port of the lab's own server: 0x7669, `vi`. */
const DEFAULT_TCP_PORT = 30_313;

/** How long sessions may take to end once the address answers again. Milliseconds. */
export const DEFAULT_TCP_DEADLINE_MS = 5000;

/** The limit for each observer. */
const MOST_SESSIONS = 500;
const DEFAULT_INTERVAL_MS = 100;

/** The user's options for the sessions. */
export interface TcpChoices {
  /** Absent for the default ones. */
  readonly groups?: readonly Group[] | undefined;
  /** The port of the user's own server; absent for the lab's. */
  readonly port?: number | undefined;
  /** The path of HTTP requests to that server. */
  readonly path?: string | undefined;
  /** How long sessions may take to end once the address answers again. Milliseconds. */
  readonly deadlineMs?: number | undefined;
}

/** @throws VipError `BAD_ARGUMENT` for sessions that the server cannot have */
export function planTcp({groups, port, path, deadlineMs = DEFAULT_TCP_DEADLINE_MS}: TcpChoices): TcpPlan {
  const isOwn = port !== undefined;
  if (groups !== undefined) checkGroups(groups, isOwn, path);
  return {
    port: port ?? DEFAULT_TCP_PORT,
    ...(isOwn ? {isOwn} : {}),
    ...(path === undefined ? {} : {path}),
    groups: [
      ...(groups ?? (isOwn ? OWN_GROUPS : LAB_GROUPS)),
      ...(path === undefined || speaksHttp(groups) ? [] : HTTP_GROUPS),
    ],
    deadlineMs,
  };
}

function speaksHttp(groups: readonly Group[] = []): boolean {
  return groups.some(({use}) => SESSION_USES[use].isHttp);
}

function checkGroups(groups: readonly Group[], isOwn: boolean, path: string | undefined): void {
  const named = groups.map(formatTcpGroup).join(',');
  if (isOwn && groups.some(({use}) => use === 'read'))
    refuse('no read with a server of your own, which would not write by itself', named);
  if (path === undefined && speaksHttp(groups)) refuse('--http PATH beside request and fetch', named);
}

/** @throws VipError `BAD_ARGUMENT` */
export function parseTcpGroups(text: string, parseDuration: (text: string) => number): Group[] {
  const groups = text.split(',').map(word => parseGroup(word, parseDuration));
  const total = groups.reduce((sum, {count}) => sum + count, 0);
  if (total > MOST_SESSIONS) refuse(`${MOST_SESSIONS} sessions or fewer`, text);
  return groups;
}

/** `write=2@10ms` */
export function formatTcpGroup({use, count, intervalMs}: Group): string {
  const number = SESSION_USES[use].isLasting ? `=${count}` : '';
  return `${use}${number}${intervalMs === undefined ? '' : `@${durationWord(intervalMs)}`}`;
}

function parseGroup(word: string, parseDuration: (text: string) => number): Group {
  const [, name, count = '1', interval] = /^([a-z]+)(?:=(\d{1,4}))?(?:@(.+))?$/.exec(word) ?? [];
  const use = SESSION_USE_NAMES.find(known => known === name);
  if (use === undefined) refuse(`${SESSION_USE_NAMES.join(', ')}, each with =count and @interval`, word);
  const {isLasting, hasInterval} = SESSION_USES[use];
  if (!hasInterval && interval !== undefined) refuse(`no interval for ${use}`, word);
  if (!isLasting && count !== '1') refuse(`${use}@interval`, word);
  if (count === '0' || /^0\d/.test(count)) refuse('a count of 1 or more', word);
  const intervalMs = interval === undefined ? DEFAULT_INTERVAL_MS : parseDuration(interval);
  if (intervalMs < 1) refuse('an interval of 1ms or more', word);
  return {use, count: Number(count), ...(hasInterval ? {intervalMs} : {})};
}

function refuse(expected: string, got: string): never {
  throw new VipError('BAD_ARGUMENT', `tcp: expected ${expected}, got ${JSON.stringify(got)}`);
}
