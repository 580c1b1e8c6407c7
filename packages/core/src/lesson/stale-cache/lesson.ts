/**
 * How long does it take without a GARP?
 *
 * @module
 */

import {formatIpv4Interface} from '@vip/arp';
import {latestMs, type Spread, spreadOf} from '../../analysis/neighbour-timers.js';
import type {LabSettings, Station} from '../../lab/settings.js';
import type {Lesson, LessonOptions} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {clientStations, clientsPlan} from './clients.js';
import {type ClientRun, runRound, seconds, signed} from './round.js';
import {DATING_MS, isFullWalk, keepsTime, statesOf} from './timed-walk.js';

/** Clients in one lab at the same time; more runs than that take several failovers. */
const AT_ONCE = 20;

/** The kernel's own timers, cut down with `--fast`: reachable for 1.5 to 4.5 s, DELAY 1 s, PROBE 0.6 s. */
const FAST: Readonly<Record<string, number>> = {
  base_reachable_time_ms: 3000,
  delay_first_probe_time: 1,
  retrans_time_ms: 200,
};

/** In /proc/sys/net/ipv4/neigh/IFACE. */
const TIMERS = [
  ['base_reachable_time_ms', 'REACHABLE: drawn from 0.5 to 1.5 of it'],
  ['delay_first_probe_time', 'DELAY, in seconds'],
  ['ucast_solicit', 'PROBE: how often the old MAC is asked'],
  ['retrans_time_ms', 'PROBE: the time between two questions'],
] as const;

export const staleCache: Lesson = {
  name: 'stale-cache',
  question: 'How long does it take without a GARP?',
  takes: 'up to a minute, --runs 20 too; seconds with --fast',
  moral: [
    'A client believes its entry until reachable_time runs out, which Linux draws',
    'at random between 15 and 45 s. Then the entry is STALE and used all the same,',
    'for 5 s more in the hope of a sign of life (DELAY), then the old MAC is asked',
    'three times, a second apart (PROBE). Only then is the question a broadcast.',
    'So the dark lasts up to 53 s, by luck, and pings that fail do not shorten it.',
    'Equipment that keeps entries longer is in the dark longer: 15 minutes in',
    'https://github.com/cybertec-postgresql/vip-manager/issues/12',
    'and 4 hours in',
    'https://github.com/acassen/keepalived/issues/20',
  ],
  async run(workshop, options) {
    const {settings, runs, fast} = options;
    const clients = clientStations(settings, Math.min(runs, AT_ONCE));
    await workshop.build(clientsPlan(settings, clients));
    await workshop.watch([settings.active, settings.passive, ...clients]);
    await Promise.all(clients.map(client => prepare(workshop, client, options)));
    if (runs > 1) workshop.tell(`${clients.length} clients at once, each with a cache of its own.`);
    await showTimers(workshop, settings.ext, fast);
    await workshop.predict(
      `The VIP moves to ${settings.passive.node}, and nobody announces it. How long will a client that goes on pinging be in the dark?`,
    );
    const results: ClientRun[] = [];
    for (let done = 0; done < runs; done += AT_ONCE) {
      const part = clients.slice(0, runs - done);
      if (done > 0) await moveBack(workshop, settings, part);
      results.push(
        ...(await runRound(workshop, {
          settings,
          clients: part,
          pingIntervalMs: runs === 1 ? 20 : 100,
          warmUpMs: 500,
          tellsSteps: runs === 1,
        })),
      );
    }
    const [first] = results;
    if (first === undefined) return;
    takeDown(workshop, results);
    showWalk(workshop, first, settings, runs);
    if (runs > 1) showRuns(workshop, results);
    checkRuns(workshop, results, settings);
  },
};

/** Sets the client's timers if they are to be short, and looks into its cache from now on: DELAY is never announced. */
async function prepare(
  workshop: Workshop,
  {node, iface}: Station,
  {settings: {vip}, runs, fast}: LessonOptions,
): Promise<void> {
  if (fast) await setTimers(workshop, {node, iface}, FAST);
  await workshop.crew.agent(node).call('look', {iface, ip: vip.address, intervalMs: runs === 1 ? 25 : 100});
}

async function setTimers(
  workshop: Workshop,
  {node, iface}: Pick<Station, 'node' | 'iface'>,
  values: Readonly<Record<string, number | string>>,
): Promise<void> {
  const settings = Object.entries(values).map(([name, value]) => `${directory(iface)}/${name}=${value}`);
  await workshop.quietly(node, ['sysctl', '-q', '-w', ...settings]);
}

async function readTimer(workshop: Workshop, {node, iface}: Station, name: string): Promise<string> {
  const {stdout} = await workshop.quietly(node, ['cat', `/proc/sys/${directory(iface)}/${name}`]);
  return stdout.trim();
}

function directory(iface: string): string {
  return `net/ipv4/neigh/${iface}`;
}

async function showTimers(workshop: Workshop, client: Station, fast: boolean): Promise<void> {
  const rows = TIMERS.map(async ([name, meaning]) => [
    name,
    await readTimer(workshop, client, name),
    meaning,
  ]);
  const whose = fast ? 'shortened (--fast)' : "the kernel's own";
  workshop.table(
    `The timers of ${client.node}, ${whose}, in /proc/sys/${directory(client.iface)}:`,
    ['timer', 'value', 'what it rules'],
    await Promise.all(rows),
  );
}

/** The VIP returns to the first node, and the clients forget it. */
async function moveBack(
  workshop: Workshop,
  {vip, active, passive}: LabSettings,
  clients: readonly Station[],
): Promise<void> {
  workshop.tell(`The VIP moves back to ${active.node}, and the clients forget it:`);
  await workshop.configure(passive.node, [['addr', 'del', formatIpv4Interface(vip), 'dev', passive.iface]]);
  await workshop.configure(active.node, [['link', 'set', active.iface, 'up']]);
  await Promise.all(
    clients.map(async client => {
      await workshop.quietly(client.node, ['ip', 'neigh', 'flush', 'dev', client.iface]);
      // Whatever it is set to, the kernel draws anew.
      const base = 'base_reachable_time_ms';
      await setTimers(workshop, client, {[base]: await readTimer(workshop, client, base)});
    }),
  );
}

function takeDown(workshop: Workshop, results: readonly ClientRun[]): void {
  for (const [index, {client, timers, ageMs, predictedMs, darkMs}] of results.entries()) {
    workshop.measured({
      kind: 'healed',
      node: client.node,
      run: index + 1,
      drawnMs: timers.reachableMs,
      ageMs,
      predictedMs,
      ...(darkMs === undefined ? {} : {darkMs}),
    });
  }
}

function showWalk(
  workshop: Workshop,
  {client, walk, movedAt}: ClientRun,
  {active, passive}: LabSettings,
  runs: number,
): void {
  const whose = new Map([
    [active.mac, active.node],
    [passive.mac, passive.node],
  ]);
  const which = runs === 1 ? '' : ` in the first of ${runs} runs`;
  workshop.table(
    `The walk of ${client.node}'s entry${which} (+0: the VIP moved):`,
    ['at', 'state', 'MAC of', 'lasted', 'ruled by', 'set to'],
    walk.map(({at, state, mac, lastedMs, ruler}, index) => [
      signed(Number(at - movedAt) / 1e6),
      state,
      mac === undefined ? 'nobody' : (whose.get(mac) ?? mac),
      lastedMs === undefined ? '' : seconds(lastedMs),
      index === walk.length - 1 ? '' : ruler.name,
      index === walk.length - 1 || ruler.setMs === undefined ? '' : seconds(ruler.setMs),
    ]),
  );
}

function showRuns(workshop: Workshop, results: readonly ClientRun[]): void {
  const sorted = [...results].sort((a, b) => a.timers.reachableMs - b.timers.reachableMs);
  workshop.table(
    'Every run, by the reachable_time that the kernel drew:',
    ['drew', 'age of entry', 'predicted', 'in the dark'],
    sorted.map(({timers, ageMs, predictedMs, darkMs}) => [
      seconds(timers.reachableMs),
      seconds(ageMs),
      seconds(predictedMs),
      darkMs === undefined ? 'to the end' : seconds(darkMs),
    ]),
  );
  const drawn = spreadOf(results.map(({timers}) => timers.reachableMs));
  const dark = spreadOf(results.flatMap(({darkMs}) => darkMs ?? []));
  const rest = spreadOf(
    results.flatMap(({darkMs, predictedMs}) => (darkMs === undefined ? [] : darkMs - predictedMs)),
  );
  const row = (name: string, spread: Spread | undefined) => [
    name,
    ...(spread === undefined ? ['', '', ''] : [spread.min, spread.median, spread.max].map(seconds)),
  ];
  workshop.table(
    `The distribution over ${results.length} runs:`,
    ['', 'min', 'median', 'max'],
    [row('drawn', drawn), row('in the dark', dark), row('more than predicted', rest)],
  );
  const [{timers} = {timers: undefined}] = results;
  if (timers === undefined) return;
  const half = timers.baseReachableMs / 2;
  workshop.tell(
    `The draw, even between ${seconds(half)} and ${seconds(3 * half)}, explains the spread: what is left of it beside the ` +
      'prediction is how coarse the kernel keeps long timers, an eighth at most.',
  );
}

function checkRuns(workshop: Workshop, results: readonly ClientRun[], {passive}: LabSettings): void {
  const all = (holds: (run: ClientRun) => boolean) => results.every(holds);
  const seen = (holds: (run: ClientRun) => boolean, one: (run: ClientRun) => string) => {
    const [odd] = results.filter(run => !holds(run));
    const shown = odd ?? (results[0] as ClientRun);
    if (results.length === 1) return one(shown);
    const many = results.filter(holds).length;
    return `${many} of ${results.length} runs${odd === undefined ? '' : `; not ${one(odd)}`}`;
  };
  const walked = ({walk}: ClientRun) => isFullWalk(walk) && walk.at(-1)?.mac === passive.mac;
  workshop.expect(
    `the entry walks to the MAC of ${passive.node}`,
    all(walked),
    seen(walked, ({walk}) => statesOf(walk).join(' ')),
  );
  const onTime = ({walk}: ClientRun) => keepsTime(walk);
  workshop.expect(
    'each timer ended its state when it was due, or an eighth later at most',
    all(onTime),
    seen(onTime, ({walk}) =>
      walk
        .slice(0, -1)
        .flatMap(({state, lastedMs = 0, ruler: {setMs}}) =>
          setMs === undefined ? [] : `${state} ${seconds(lastedMs)} of ${seconds(setMs)}`,
        )
        .join(', '),
    ),
  );
  const asPredicted = ({darkMs, predictedMs, ageMs}: ClientRun) =>
    darkMs !== undefined &&
    darkMs >= predictedMs - DATING_MS &&
    darkMs <= latestMs(predictedMs + ageMs) - ageMs + DATING_MS;
  workshop.expect(
    'the dark ends when the timers say',
    all(asPredicted),
    seen(
      asPredicted,
      ({darkMs, predictedMs, drewAnew}) =>
        `predicted ${seconds(predictedMs)}${drewAnew ? ' (drawn anew meanwhile)' : ''}, ` +
        `measured ${darkMs === undefined ? 'no end' : seconds(darkMs)}`,
    ),
  );
  const byItself = ({healing}: ClientRun) => healing?.cause === 'own-question';
  workshop.expect(
    "the client's own question healed it",
    all(byItself),
    seen(byItself, ({healing}) => healing?.says ?? healing?.cause ?? 'it was not healed'),
  );
}
