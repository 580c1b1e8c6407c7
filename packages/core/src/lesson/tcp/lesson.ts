/**
 * What happens to TCP sessions?
 *
 * @module
 */

import {clientSessions, largest} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import {clientStations, clientsPlan} from '../client-stations.js';
import type {Lesson} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {
  areOver,
  converse,
  failOver,
  OUTAGE_MS,
  SERVICE_PORT,
  timeoutsOf,
  USES,
  WRITE_MS,
} from './failover.js';
import {formatMeasured, formatPrediction, type Moved, measureSessions, PATIENCE_MS} from './measured.js';
import {predictSessions, type SessionPrediction} from './predictions.js';
import {checkPredictions, introduce, showTable, tellWhatFollows} from './telling.js';
import {type Client, setUpClients, TCP_VARIANTS} from './variants.js';

export const tcpLesson: Lesson = {
  name: 'tcp',
  question: 'What becomes of TCP sessions when the VIP moves?',
  takes: 'twenty seconds',
  questions: [{name: 'learned', answer: 'words'}],
  moral: [
    'A client that waits or only reads sends nothing, so nobody tells it that its',
    'server is gone: it hangs for good. One that writes is reset by the new owner,',
    'but only at its next retransmission, and the time between those doubles. A new',
    'connection waits for its next SYN. tcp_retries2 ends writers only, and before',
    'there is a new owner. tcp_rto_max_ms shortens every wait, and how long',
    'connect() tries. Keepalive helps those that wait. A tickle from the new owner',
    'ends all of them at once, without a setting at any client. Where it bites:',
    'clients that hang for 15 minutes, or forever. vip trial --tcp shows whether',
    'yours will; vip tickle tells them.',
  ],
  async run(workshop, {settings}) {
    const stations = clientStations(settings, TCP_VARIANTS.length);
    await workshop.build(clientsPlan('tcp', settings, stations));
    const clients = await setUpClients(workshop, stations);
    introduce(workshop, settings, clients);
    await workshop.predict(
      'learned',
      `${settings.active.node} dies, and ${OUTAGE_MS / 1000} s later ${settings.passive.node} takes the VIP and announces it. Which clients learn that their sessions are gone, and when?`,
    );
    await converse(workshop, settings, clients);
    const predicted = clients.map(client => predictAll(workshop, client, OUTAGE_MS));
    showTable(workshop, 'Predicted, in seconds after the death', clients, row =>
      predicted[row]?.map(formatPrediction),
    );
    const moved = await failOver(workshop, settings, clients);
    const outageMs = Number(moved.announcedAt - moved.diedAt) / 1e6;
    const due = clients.map(client => predictAll(workshop, client, outageMs));
    await untilOver(workshop, clients, due, moved);
    const until = kernelTime();
    const measured = clients.map(({station}) => {
      const all = clientSessions(workshop.timeline, station.node, settings.vip.address, SERVICE_PORT);
      return USES.map(use => measureSessions(all, use, {...moved, until}));
    });
    const seconds = (Number(until - moved.diedAt) / 1e9).toFixed(0);
    showTable(
      workshop,
      `Measured, in seconds after the death; hangs: still open after ${seconds} s`,
      clients,
      row => measured[row]?.map(formatMeasured),
    );
    checkPredictions(workshop, clients, due, measured);
    tellWhatFollows(workshop, settings, clients);
  },
};

/** The predictions for a client, in the order of `USES`. */
function predictAll(workshop: Workshop, {variant, kernel, station}: Client, ms: number): SessionPrediction[] {
  const outage = {ms, ...timeoutsOf(workshop, station.node), writeMs: WRITE_MS};
  return USES.map(use => predictSessions(variant, kernel, use, outage));
}

/** Waits for all sessions that will end. A session counts as hung when it has been silent for as long as the slowest of the others took. */
async function untilOver(
  workshop: Workshop,
  clients: readonly Client[],
  due: readonly (readonly SessionPrediction[])[],
  moved: Moved,
): Promise<void> {
  const latest = largest(due.flat().flatMap(({between}) => between?.[1] ?? []));
  const ending = due.map(row => USES.filter((_, index) => row[index]?.between !== undefined));
  workshop.progress('Waiting for every session that will end ...');
  await workshop.until(
    () =>
      clients.every(({station}, row) =>
        areOver(workshop.timeline.select('session', station.node), ending[row] ?? [], moved),
      ),
    latest + PATIENCE_MS - Number(kernelTime() - moved.diedAt) / 1e6,
  );
}
