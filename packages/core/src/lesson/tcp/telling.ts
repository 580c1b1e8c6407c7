/**
 * What the lesson shows and claims about its clients.
 *
 * @module
 */

import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {CONNECT_MS, SESSIONS_PER_CLIENT, timeoutsOf, USES, WRITE_MS} from './failover.js';
import {connectGivesUpMs, givesUpMs} from './ladder.js';
import {formatMeasured, formatPrediction, isAsPredicted, type MeasuredSession} from './measured.js';
import type {SessionPrediction} from './predictions.js';
import type {Client} from './variants.js';

export function introduce(workshop: Workshop, {passive}: LessonSettings, clients: readonly Client[]): void {
  workshop.table(
    'The clients, each a node with its own kernel setting:',
    ['client', 'node', 'what it does'],
    clients.map(({variant: {name, what}, station}) => [name, station.node, what]),
  );
  workshop.tell(
    `Each has sessions with a server at the VIP: ${SESSIONS_PER_CLIENT} that are idle, ${SESSIONS_PER_CLIENT} that only read, ${SESSIONS_PER_CLIENT} that write every ` +
      `${WRITE_MS} ms, and opens a new one every ${CONNECT_MS} ms. ${passive.node} has the same server, but knows none of the sessions.`,
  );
  workshop.tell(
    'No client here uses TCP_USER_TIMEOUT, which is not a kernel setting but a socket option that Node.js does not offer. It ends ' +
      'writers as tcp_retries2 does, but after a given time, and does nothing for clients that wait.',
  );
}

export function showTable(
  workshop: Workshop,
  title: string,
  clients: readonly Client[],
  cells: (row: number) => readonly string[] | undefined,
): void {
  workshop.table(
    `${title}:`,
    ['client', 'idle', 'reads', 'writes', 'connects'],
    clients.map(({variant}, row) => [variant.name, ...(cells(row) ?? [])]),
  );
}

/** Expects each client's sessions and new connections to behave as predicted. */
export function checkPredictions(
  workshop: Workshop,
  clients: readonly Client[],
  due: readonly (readonly SessionPrediction[])[],
  found: readonly (readonly (readonly MeasuredSession[])[])[],
): void {
  for (const [row, {variant}] of clients.entries()) {
    const all = USES.map((use, index) => ({
      use,
      prediction: due[row]?.[index] ?? {fate: 'hung' as const},
      sessions: found[row]?.[index] ?? [],
    }));
    for (const part of [all.filter(({use}) => use !== 'connect'), all.filter(({use}) => use === 'connect')]) {
      workshop.expect(
        `${variant.name}: ${part.map(({use, prediction}) => `${use} ${formatPrediction(prediction)}`).join('; ')}`,
        part.every(({sessions, prediction}) => isAsPredicted(sessions, prediction)),
        part.map(({use, sessions}) => `${use} ${formatMeasured(sessions)}`).join('; '),
      );
    }
  }
}

export function tellWhatFollows(
  workshop: Workshop,
  {passive}: LessonSettings,
  clients: readonly Client[],
): void {
  workshop.tell(
    'Whatever hangs now hangs for good: none of its data is unacknowledged, so no TCP timer runs.',
  );
  const others = clients.filter(({variant}) => variant.keepAliveMs === undefined && !variant.isTickled);
  const about = (ms: (client: Client) => number) =>
    others.map(client => `${client.variant.name} about ${Math.round(ms(client) / 1000)} s`).join(', ');
  const written = about(
    ({kernel, station}) => givesUpMs(timeoutsOf(workshop, station.node).mostRtoMs, kernel)[1],
  );
  workshop.tell(
    `Had ${passive.node} dropped the segments silently, writers would give up after their last retransmission, by the formula: ${written}.`,
  );
  workshop.tell(
    `And a connect() that nobody answers fails after its last SYN: ${about(({kernel}) => connectGivesUpMs(kernel))}.`,
  );
}
