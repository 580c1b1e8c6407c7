/**
 * A single service that is dark while others of the address answer is announced, shown and reported as that
 * service, however long it lasts.
 */

import {
  formatWatched,
  HistoryFold,
  serviceId,
  type Turns,
  Watch,
  type WatchedEvent,
} from '@vip/analysis/internal/watch';
import {formatHistory} from '@vip/core/internal';
import {Metrics} from '@vip/core/internal/watch';
import test from 'ava';
import {pageText} from '../../helpers/metrics-page.js';
import {type Port, SERVED, START_NS, serviceFrames} from '../../helpers/service-frames.js';
import {standing} from '../../helpers/watched.js';
import type {MadeFrame} from '../../kinds/kind.js';

const SECOND = 1_000_000_000n;
/** Collectors replace one another so often that an outage of minutes outlasts them. */
const SHORT: Turns = {afterNs: 60n * SECOND, overlapNs: 30n * SECOND, mostNs: 120n * SECOND};

interface Watching {
  readonly events: WatchedEvent[];
  /** The metrics page at each of the seconds `at`. */
  readonly pages: string[];
}

async function watching(
  frames: readonly MadeFrame[],
  {at = [], turns, isNamed = true}: {at?: readonly number[]; turns?: Turns; isNamed?: boolean} = {},
): Promise<Watching> {
  const events: WatchedEvent[] = [];
  const pages: string[] = [];
  const watch = new Watch({
    ...{isLive: true, turns, tell: event => events.push(event)},
    ips: isNamed ? [SERVED] : undefined,
  });
  const metrics = new Metrics({figures: () => [watch.figures()], totals: () => []});
  let next = 0;
  for (const {at: when, ...frame} of frames) {
    while (next < at.length && when >= START_NS + BigInt(at[next] ?? 0) * SECOND) {
      pages.push(await pageText(metrics));
      next++;
    }
    watch.take([{iface: 'eth0', length: frame.bytes.length, at: when, ...frame}]);
  }
  watch.end();
  return {events, pages};
}

const darks = (events: readonly WatchedEvent[]) =>
  standing(events).flatMap(event =>
    event.kind === 'dark' || event.kind === 'dark-over'
      ? [{...event, of: event.service === undefined ? 'all' : serviceId(event.service)}]
      : [],
  );
const seconds = (at: bigint) => Math.round(Number(at - START_NS) / 1e9);
const seriesOf = (page: string) =>
  [...page.matchAll(/^vip_service_dark\{.*protocol="(.*)",port="(.*)"\} (\d)$/gm)].map(
    ([, protocol, port, value]) => `${protocol} ${port} ${value}`,
  );

const HTTPS: Port = {port: 443, asked: [[0, 120]], dark: [[20.05, 50]]};
const HTTP: Port = {port: 80, asked: [[0, 120]], dark: []};
/** Never answered, so not a service. */
const CLOSED: Port = {port: 9, asked: [[0, 120]], dark: [[0, 120]]};

test('a dark port is reported by number during the outage and at its end, and other ports are not dark', async t => {
  const {events, pages} = await watching(serviceFrames(120, [HTTPS, HTTP, CLOSED]), {at: [15, 40, 90]});
  const [only, ...more] = darks(events);
  t.deepEqual(more, []);
  t.like(only, {kind: 'dark-over', of: 'tcp 443', questions: 29, verdict: 'OUTAGE'});
  t.is(only?.kind === 'dark-over' ? seconds(only.since) : 0, 21);
  t.is(only?.leastNs, 28n * SECOND);
  t.is(only?.kind === 'dark-over' ? only.mostNs : 0n, 30n * SECOND);
  const lines = events.filter(({kind}) => kind === 'dark' || kind === 'dark-over').map(formatWatched);
  t.regex(lines[0] ?? '', /10\.3\.2\.200 on eth0: TCP port 443 is dark: \d+ questions? not answered/);
  t.regex(
    lines.at(-1) ?? '',
    /TCP port 443 is answered again, dark for 28 s to 30 s \(29 questions\): OUTAGE$/,
  );
  t.deepEqual(pages.map(seriesOf), [
    ['echo  0', 'tcp 443 0', 'tcp 80 0'],
    ['echo  0', 'tcp 443 1', 'tcp 80 0'],
    ['echo  0', 'tcp 443 0', 'tcp 80 0'],
  ]);
  for (const page of pages) t.notRegex(page, /^vip_dark\{.*\} 1$/m);
});

test('services of unnamed addresses are reported, but do not become labels', async t => {
  const {pages} = await watching(serviceFrames(60, [HTTPS]), {at: [40], isNamed: false});
  t.deepEqual(pages.map(seriesOf), [[]]);
});

test("a service's outage that outlasts the period examined is one outage, with true bounds", async t => {
  const port = {port: 443, asked: [[0, 900]], dark: [[100, 700]]} as const;
  const {events, pages} = await watching(serviceFrames(900, [port]), {turns: SHORT, at: [650, 800]});
  const told = darks(events);
  t.is(told.length, 1);
  const [only] = told;
  if (only?.kind !== 'dark-over') throw new Error('it is over');
  t.deepEqual([only.of, seconds(only.since), seconds(only.at)], ['tcp 443', 100, 700]);
  t.true(only.leastNs <= 599n * SECOND && (only.mostNs ?? 0n) >= 601n * SECOND);
  t.true((only.mostNs ?? 0n) < 603n * SECOND);
  t.deepEqual(pages.map(seriesOf), [
    ['echo  0', 'tcp 443 1'],
    ['echo  0', 'tcp 443 0'],
  ]);
});

test("an address's outage that outlasts the period examined is one outage, with true bounds", async t => {
  const isDark = ({at}: MadeFrame) => at >= START_NS + 100n * SECOND && at < START_NS + 700n * SECOND;
  // The second frame of each ping is its answer.
  const frames = serviceFrames(900, []).filter((frame, index) => index % 2 === 0 || !isDark(frame));
  const {events} = await watching(frames, {turns: SHORT});
  const told = darks(events);
  t.is(told.length, 1);
  const [only] = told;
  if (only?.kind !== 'dark-over') throw new Error('it is over');
  t.deepEqual([only.of, seconds(only.since), seconds(only.at)], ['all', 100, 700]);
  t.deepEqual(
    [only.leastNs, only.mostNs].map(ns => Math.round(Number(ns) / 1e9)),
    [599, 601],
  );
});

const faults = (events: readonly WatchedEvent[]) =>
  standing(events).flatMap(event =>
    event.kind === 'fault' ? [`${event.verdict} ${seconds(event.at)}`] : [],
  );

test('OUTAGE is reported once for an outage that outlasts the period examined, of an address or of a service', async t => {
  const isDark = ({at}: MadeFrame) => at >= START_NS + 100n * SECOND && at < START_NS + 700n * SECOND;
  const ofAll = serviceFrames(1200, []).filter((frame, index) => index % 2 === 0 || !isDark(frame));
  t.deepEqual(faults((await watching(ofAll, {turns: SHORT})).events), ['OUTAGE 99']);
  const port = {port: 443, asked: [[0, 1200]], dark: [[100, 700]]} as const;
  t.deepEqual(faults((await watching(serviceFrames(1200, [port]), {turns: SHORT})).events), ['OUTAGE 99']);
  // The next outage is a separate one.
  const again = {...port, dark: [...port.dark, [800, 850]]} as const;
  t.deepEqual(faults((await watching(serviceFrames(1200, [again]), {turns: SHORT})).events), [
    'OUTAGE 99',
    'OUTAGE 799',
  ]);
});

function textOfGivenUp(events: readonly WatchedEvent[]): string {
  return events
    .filter(event => event.kind === 'dark-over' && event.isGivenUp === true)
    .map(formatWatched)
    .join();
}

test('a dark address that no frame mentions any more is given up, and whether it is still dark is unknown', async t => {
  const isDark = ({at}: MadeFrame) => at >= START_NS + 100n * SECOND;
  const frames = serviceFrames(300, []).filter((frame, index) => index % 2 === 0 || !isDark(frame));
  const events: WatchedEvent[] = [];
  const watch = new Watch({isLive: true, turns: SHORT, ips: [SERVED], tell: event => events.push(event)});
  const metrics = new Metrics({figures: () => [watch.figures()], totals: () => []});
  const darkNow = async () => /^vip_dark\{.*\} (\d)$/m.exec(await pageText(metrics))?.[1];
  const take = (some: readonly MadeFrame[]) => {
    for (const frame of some) watch.take([{iface: 'eth0', length: frame.bytes.length, ...frame}]);
  };
  take(frames);
  t.is(await darkNow(), '1');
  for (let second = 300n; second < 1200n; second += 5n) watch.tick(START_NS + second * SECOND);
  const [over, ...more] = darks(events);
  t.deepEqual(more, []);
  t.like(over, {kind: 'dark-over', of: 'all', isGivenUp: true});
  t.regex(
    textOfGivenUp(events),
    /: dark for at least 108 s \(at least 109 questions\); it is no longer asked, so whether it is still dark is unknown$/,
  );
  // No later than the last question.
  t.true(over?.kind === 'dark-over' && seconds(over.at) > 179 && seconds(over.at) <= 299);
  t.is(await darkNow(), undefined);
  take(serviceFrames(20, []).map(frame => ({...frame, at: frame.at + 1200n * SECOND})));
  t.is(await darkNow(), '0');
});

test('a service that nobody asks any more is given up, and makes room for others', async t => {
  const port = {port: 443, asked: [[0, 300]], dark: [[100, 300]]} as const;
  const {events, pages} = await watching(serviceFrames(900, [port]), {turns: SHORT, at: [250, 800]});
  const [only, ...more] = darks(events);
  t.deepEqual(more, []);
  t.like(only, {kind: 'dark-over', of: 'tcp 443', isGivenUp: true});
  t.regex(
    textOfGivenUp(events),
    /: TCP port 443 is dark for at least 108 s \(at least 109 questions\); it is no longer asked, so whether it is still dark is unknown$/,
  );
  t.deepEqual(pages.map(seriesOf), [['echo  0', 'tcp 443 1'], ['echo  0']]);
});

test('of an ever-growing number of services, only a few are watched and shown, and the rest are counted', async t => {
  const ports = Array.from(
    {length: 60},
    (_, n): Port => ({port: 1000 + n, client: n % 6, asked: [[0, 20]], dark: []}),
  );
  const {pages} = await watching(serviceFrames(20, ports), {at: [15]});
  t.is(seriesOf(pages[0] ?? '').length, 16);
  t.regex(pages[0] ?? '', /^vip_services_beyond 45$/m);
});

test('a report gives the availability of the worst service, relative to the time in which it was asked', async t => {
  const port = {port: 443, asked: [[0, 1000]], dark: [[100, 200]]} as const;
  const {events} = await watching(serviceFrames(2000, [port, HTTP]));
  const fold = new HistoryFold();
  const about = {revision: 0, text: 'x', kind: 'watch'} as const;
  fold.take({...about, id: 'a', at: START_NS, what: 'started'});
  for (const event of events) fold.take(event);
  fold.take({...about, id: 'b', at: START_NS + 2000n * SECOND, what: 'stopped'});
  const history = fold.end();
  const [address] = history?.addresses ?? [];
  t.is(address?.availability?.least, 1);
  t.deepEqual(address?.services.map(serviceId), ['tcp 443']);
  const [service] = address?.services ?? [];
  t.deepEqual(
    [service?.dark.leastNs, service?.dark.mostNs].map(ns => Number(ns) / 1e9),
    [99, 101],
  );
  // The service was asked only in the first thousand seconds.
  t.is(Math.round(Number(service?.knownNs) / 1e9), 999);
  t.is(service?.availability?.least.toFixed(3), '0.899');
  const text = formatHistory(history as never).join('\n');
  t.regex(text, /TCP port 443 of 10\.3\.2\.200 on eth0 fared worst: 89\.\d+ % to 90\.\d+ % available/);
  t.regex(text, /outage of TCP port 443 alone, dark for 1 min 39 s to 1 min 41 s/);
});
