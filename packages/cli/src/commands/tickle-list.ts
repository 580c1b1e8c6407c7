/**
 * The list that `--from` and `--tickle` name.
 *
 * @module
 */

import {listed} from '@vip/analysis/internal';
import {parseSessions} from '@vip/analysis/internal/tickle';
import {type IpAddress, type TcpSession, VipError} from '@vip/arp';
import {readSmallText, STANDARD_INPUT_DESCRIPTOR} from '@vip/core/internal/small-file';
import {addressesHere} from '@vip/core/internal/tickle';
import {readingFrom} from '@vip/core/internal/unreadable';
import {printNote} from '../note.js';

/**
 * @param from a file, `-` for standard input, or `ss`
 * @throws VipError `FILE_FAILED` for a file that cannot be read, `BAD_ARGUMENT` for a line that is not a session, `TOOL_MISSING` without ss
 */
export async function readSessions(
  from: string,
  ips: readonly IpAddress[],
  option: '--from' | '--tickle',
  signal: AbortSignal,
): Promise<readonly TcpSession[]> {
  if (from === 'ss') return (await import('@vip/core/internal/sessions')).sessionsHere(ips, signal);
  const isInput = from === '-';
  const text = readingFrom(`${option}: ${isInput ? 'standard input' : from}`, () =>
    readSmallText(isInput ? STANDARD_INPUT_DESCRIPTOR : from),
  );
  const where = isInput ? 'standard input' : `file ${JSON.stringify(from)}`;
  const {sessions, others} = parseSessions(text, ips, `${option}: ${where}`);
  if (others > 0 && sessions.length === 0)
    printNote(`warning: ${where}: it lists no session of ${listed(ips)}`);
  return sessions;
}

/** Answers to an address that is not here are dropped, and a client then gives no further one for half a second. */
export function checkHeld(ips: readonly IpAddress[]): void {
  const held = addressesHere();
  const absent = ips.filter(ip => !held.has(ip));
  if (absent.length === 0) return;
  const it = absent.length === 1 ? 'it' : 'them';
  throw new VipError(
    'NOT_POSSIBLE',
    `tickle ${listed(absent)}: no interface that is up holds ${it}, so clients' answers would be lost (add ${it} first)`,
  );
}
