/**
 * How long does it take without a GARP?
 *
 * @module
 */

import {dropAddress} from '../addresses.js';
import {clientStations, clientsPlan} from '../client-stations.js';
import type {Lesson, LessonOptions, LessonSettings, LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {checkClientRuns} from './checks.js';
import {readTimer, setTimers, showTimers} from './client-timers.js';
import {type ClientRun, runRound} from './round.js';
import {darkBounds, recordRuns, showRuns, showWalk} from './tables.js';

/** How many clients one lab has; more runs need several failovers. */
const AT_ONCE = 20;

/** The kernel's own timers, cut down with `--fast`: reachable for 1.5 to 4.5 s, DELAY 1 s, PROBE 0.6 s. */
const FAST: Readonly<Record<string, number>> = {
  base_reachable_time_ms: 3000,
  delay_first_probe_time: 1,
  retrans_time_ms: 200,
};

export const staleCacheLesson: Lesson = {
  name: 'stale-cache',
  question: 'How long does it take without a GARP?',
  takes: 'up to a minute, even with --runs 20; seconds with --fast',
  reads: ['runs', 'fast'],
  questions: [{name: 'outage', answer: 'duration'}],
  moral: [
    'A client trusts its entry until reachable_time runs out, which Linux draws at',
    'random between 15 and 45 s. Then the entry is STALE and still used: for 5 s',
    'more in the hope of a sign of life (DELAY), and then the old MAC is probed',
    'three times, a second apart (PROBE). Only after that is the request broadcast.',
    'So traffic is black-holed for up to a minute, depending on luck; pings that',
    'fail do not shorten it. Equipment that keeps entries longer takes longer: 15',
    'minutes in',
    'https://github.com/cybertec-postgresql/vip-manager/issues/12',
    'and 4 hours in',
    'https://github.com/acassen/keepalived/issues/20',
  ],
  async run(workshop, options) {
    const {settings, runs, fast} = options;
    const clients = clientStations(settings, Math.min(runs, AT_ONCE));
    await workshop.build(clientsPlan('stale-cache', settings, clients));
    await workshop.watch([settings.active, settings.passive, ...clients]);
    await Promise.all(clients.map(client => prepare(workshop, client, options)));
    if (runs > 1) workshop.tell(`${clients.length} clients at once, each with a cache of its own.`);
    await showTimers(workshop, settings.ext, fast);
    await workshop.predict(
      'outage',
      `The VIP moves to ${settings.passive.node}, and nobody announces it. How long will a client that keeps pinging get no answer?`,
    );
    const results: ClientRun[] = [];
    for (let done = 0; done < runs; done += AT_ONCE) {
      const part = clients.slice(0, runs - done);
      if (done > 0) await moveBack(workshop, settings, part);
      const round = await runRound(workshop, {
        settings,
        clients: part,
        pingIntervalMs: runs === 1 ? 20 : 100,
        warmUpMs: 500,
        tellsSteps: runs === 1,
      });
      for (const result of round) results.push(result);
    }
    const [first] = results;
    if (first === undefined) return;
    recordRuns(workshop, results);
    const dark = darkBounds(results);
    if (dark !== undefined) workshop.turnedOut('outage', dark);
    showWalk(workshop, first, settings, runs);
    if (runs > 1) showRuns(workshop, results);
    checkClientRuns(workshop, results, settings);
  },
};

/** Sets the client's timers if they should be short, and polls its cache from now on, because DELAY is never announced. */
async function prepare(
  workshop: Workshop,
  {node, iface}: LessonStation,
  {settings: {vip}, runs, fast}: LessonOptions,
): Promise<void> {
  if (fast) await setTimers(workshop, {node, iface}, FAST);
  await workshop.agents.in(node).call('look', {iface, ip: vip.address, intervalMs: runs === 1 ? 25 : 100});
}

/** The VIP returns to the first node, and the clients forget it. */
async function moveBack(
  workshop: Workshop,
  {vip, active, passive}: LessonSettings,
  clients: readonly LessonStation[],
): Promise<void> {
  workshop.tell(`The VIP moves back to ${active.node}, and the clients forget it:`);
  await dropAddress(workshop, passive, vip);
  await workshop.configure(active.node, [['link', 'set', active.iface, 'up']]);
  await Promise.all(
    clients.map(async client => {
      await workshop.quietly(client.node, ['ip', 'neigh', 'flush', 'dev', client.iface]);
      // Setting it makes the kernel draw a new time, whatever the value.
      const base = 'base_reachable_time_ms';
      await setTimers(workshop, client, {[base]: await readTimer(workshop, client, base)});
    }),
  );
}
