/**
 * The TCP sessions of this network namespace, as ss(8) lists them. Anyone may list them; only killing them takes privileges.
 *
 * @module
 */

import {parseSessions} from '@vip/analysis/internal/tickle';
import {type IpAddress, isOfIpv6, type TcpSession} from '@vip/arp';
import {run} from '../process.js';

/**
 * Sessions of these addresses in any state, except for listeners and sessions that have ended already.
 *
 * @throws VipError `TOOL_MISSING`, `COMMAND_FAILED`, and `BAD_ARGUMENT` for more than 250,000
 * @throws the signal's reason when it is aborted
 */
export async function sessionsHere(ips: readonly IpAddress[], signal?: AbortSignal): Promise<TcpSession[]> {
  const {stdout} = await run(['ss', '-Htn', ...sourceFilter(ips)], {signal});
  return [...parseSessions(stdout, ips, 'ss').sessions];
}

/** `( src 10.3.2.200 or src [fd00::1] )`: ss's filter for sockets of these addresses. */
export function sourceFilter(ips: readonly IpAddress[]): string[] {
  const sources = ips.map(ip => ['src', isOfIpv6(ip) ? `[${ip}]` : ip]);
  return ['(', ...sources.flatMap((source, index) => (index === 0 ? source : ['or', ...source])), ')'];
}
