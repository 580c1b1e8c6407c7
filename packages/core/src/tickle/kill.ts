/**
 * Ending the sessions of an address on the node that has it, before the address goes: the kernel then tells each client by a reset.
 * ss(8) says nothing if the kernel or missing rights prevent this, and exits with 0, so the remaining sessions are listed afterwards.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {run} from '../process.js';
import {sessionsHere, sourceFilter} from './sessions-here.js';

export interface KillReport {
  /** Sessions that existed. */
  readonly found: number;
  /** Those that still exist. */
  readonly left: number;
  /** Why they still exist, if a reason was given. */
  readonly reason: string | undefined;
}

/** @throws VipError as `sessionsHere` */
export async function killSessions(ips: readonly IpAddress[], signal?: AbortSignal): Promise<KillReport> {
  const before = await sessionsHere(ips, signal);
  if (before.length === 0) return {found: 0, left: 0, reason: undefined};
  const {stderr} = await run(['ss', '-K', '-Htn', ...sourceFilter(ips)], {signal});
  const after = new Set(
    (await sessionsHere(ips, signal)).map(({remote}) => `${remote.address} ${remote.port}`),
  );
  const left = before.filter(({remote}) => after.has(`${remote.address} ${remote.port}`)).length;
  return {found: before.length, left, reason: left === 0 ? undefined : reasonOf(stderr)};
}

function reasonOf(stderr: string): string {
  if (/not permitted/.test(stderr)) return 'it takes CAP_NET_ADMIN: run as root';
  const said = stderr.trim().split('\n').at(-1) ?? '';
  const kernel = 'does this kernel have CONFIG_INET_DIAG_DESTROY?';
  return said === '' ? kernel : `${said}; ${kernel}`;
}
