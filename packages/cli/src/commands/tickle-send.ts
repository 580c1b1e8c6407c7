/**
 * `vip tickle --from`: resets the clients in a list.
 *
 * @module
 */

import {counted, listed} from '@vip/analysis/internal';
import {
  formatTickleOutcome,
  type OutcomeCounts,
  outcomeCounts,
  type TickleOutcome,
} from '@vip/analysis/internal/tickle';
import {formatSocketAddress, type IpAddress, VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {
  existingInterface,
  interfacesHolding,
  openTickler,
  type TickleResult,
} from '@vip/core/internal/tickle';
import {EXIT} from '../exit.js';
import type {TickleCommandOptions} from '../grammar/tickle.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';
import {checkHeld, readSessions} from './tickle-list.js';

export async function tickleFrom(
  options: TickleCommandOptions & {readonly from: string},
  signal: AbortSignal,
): Promise<number> {
  const {from, ip, iface, pace = 0, wait} = options;
  // Checked even for an empty list.
  iface?.forEach(existingInterface);
  const sessions = await readSessions(from, ip, '--from', signal);
  if (sessions.length === 0) return tellResult({outcomes: [], dropped: 0, unknownHere: undefined}, options);
  checkHeld(ip);
  const ifaces = iface ?? interfacesHolding(ip);
  await using tickler = openTickler({sessions, ifaces, paceMs: pace, waitMs: wait, signal});
  giveUpRoot();
  return tellResult(await tickler.run(), options);
}

export interface TickleReporting {
  readonly ip: readonly IpAddress[];
  /** Clients that are reported one by one, none for all of them; undefined for a summary. */
  readonly verify?: readonly IpAddress[];
  readonly json?: boolean;
}

/** Prints the fate of the sessions. Returns the exit code. @throws VipError `SEND_FAILED` if the kernel refused to send */
export function tellResult({outcomes, dropped, unknownHere}: TickleResult, telling: TickleReporting): number {
  const {ip, verify, json} = telling;
  const told = verify === undefined ? [] : outcomes.filter(outcome => isOf(verify, outcome));
  if (json === true) for (const outcome of told) printJson(describeOutcome(outcome));
  else print(told.map(formatTickleOutcome));
  const counts = outcomeCounts(outcomes);
  if (json === true) printJson({kind: 'tickled', sessions: outcomes.length, ...counts, dropped});
  else print(formatCounts(ip, outcomes.length, counts));
  if (dropped > 0)
    printNote(`warning: the kernel dropped ${counted(dropped, 'frame')}; an answer may have been among them`);
  if (unknownHere !== undefined && counts.answered > 0)
    printNote(`warning: sessions that are on this machine could not be told from others: ${unknownHere}`);
  if (verify !== undefined) return told.every(isOver) ? EXIT.done : EXIT.no;
  const refused = outcomes.find(({fate}) => fate === 'refused');
  if (refused === undefined) return EXIT.done;
  throw new VipError(
    'SEND_FAILED',
    `tickle ${formatSocketAddress(refused.session.remote)}: ${refused.reason} (see: nft list ruleset, ip route get)`,
  );
}

function isOf(clients: readonly IpAddress[], {session}: TickleOutcome): boolean {
  return clients.length === 0 || clients.includes(session.remote.address);
}

/** Whether the client has stopped waiting. */
function isOver({fate}: TickleOutcome): boolean {
  return fate === 'reset' || fate === 'gone';
}

function describeOutcome({session, ...outcome}: TickleOutcome): object {
  return {
    kind: 'session',
    at: kernelTime(),
    local: formatSocketAddress(session.local),
    remote: formatSocketAddress(session.remote),
    ...outcome,
  };
}

const WORDS: readonly (readonly [keyof OutcomeCounts, string])[] = [
  ['reset', 'reset'],
  ['gone', 'already over'],
  ['alive', 'alive on this machine'],
  ['answered', 'answered but not reset'],
  ['silent', 'did not answer'],
  ['refused', 'could not be sent'],
];

/** `12 sessions of 10.3.2.200: 10 reset, 2 without an answer`. */
function formatCounts(ips: readonly IpAddress[], sessions: number, counts: OutcomeCounts): string {
  const parts = WORDS.filter(([fate]) => counts[fate] > 0).map(([fate, word]) => `${counts[fate]} ${word}`);
  const of = `${counted(sessions, 'session')} of ${listed(ips)}`;
  return parts.length === 0 ? `${of}: nothing to do` : `${of}: ${parts.join(', ')}`;
}
