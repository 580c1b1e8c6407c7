/**
 * The history of a watch: how available each address was, how much of that is unknown, and each outage once.
 */

import {
  HistoryFold,
  readWatchEvent,
  type WatchedEvent,
  type WatchHistory,
} from '@vip/analysis/internal/watch';
import {formatHistory} from '@vip/core/internal';
import test from 'ava';

const SECOND = 1_000_000_000n;
const START = 1_795_411_000n * SECOND;
const ip = '10.3.2.200' as never;
const [A, B] = ['02:00:00:00:00:10', '02:00:00:00:00:11'] as never[];
const network = 'eth0';

type Draft = Partial<Record<string, unknown>> & {readonly kind: string; readonly s: number};

/** An event at this second of the watch. */
function event({s, ...draft}: Draft): WatchedEvent {
  const at = START + BigInt(s) * SECOND;
  const own = draft.kind === 'watch' ? {} : {ip, network, frame: 1};
  return {id: `${draft.kind}/${s}`, revision: 0, at, ...own, ...draft} as unknown as WatchedEvent;
}

const started = (s: number) => event({kind: 'watch', s, what: 'started', text: 'watching eth0'});
const stopped = (s: number) => event({kind: 'watch', s, what: 'stopped', text: 'stopped watching'});
const link = (s: number, isWatched: boolean) =>
  event({kind: 'watch', s, what: 'interface', text: 'eth0', iface: 'eth0', isWatched});
const owner = (s: number) => event({kind: 'owner', s, mac: A});
/** The address was asked at least once a minute between these seconds. */
const asked = (from: number, to: number) =>
  event({
    ...{kind: 'asked', s: to, id: `asked/${from}`},
    stretches: [{from: START + BigInt(from) * SECOND, to: START + BigInt(to) * SECOND}],
  });
const dark = (s: number, over: number, more: object = {}) =>
  event({
    ...{kind: 'dark-over', s: over, id: `dark/${s}`, since: START + BigInt(s) * SECOND, questions: 9},
    ...{leastNs: BigInt(over - s - 1) * SECOND, mostNs: BigInt(over - s) * SECOND, ...more},
  });
const moved = (s: number, more: object = {}) =>
  event({kind: 'moved', s, move: 'failover', from: A, to: B, staleFrames: 0, verdict: 'HEALTHY', ...more});

function historyOf(...events: readonly WatchedEvent[]): WatchHistory {
  const fold = new HistoryFold();
  for (const one of events) fold.take(one);
  return fold.end() as WatchHistory;
}

const only = ({addresses}: WatchHistory) => {
  const [first] = addresses;
  if (first === undefined) throw new Error('no address');
  return first;
};

test('an outage of ten seconds in a thousand has both bounds', t => {
  const {
    availability,
    dark: length,
    unknownNs,
  } = only(historyOf(started(0), owner(0), dark(500, 510), asked(0, 1000), stopped(1000)));
  t.deepEqual([length.leastNs, length.mostNs, unknownNs], [9n * SECOND, 10n * SECOND, 0n]);
  t.deepEqual([availability?.least, availability?.most], [0.99, 0.991]);
});

test('an outage reported with the move that explains it counts once, whichever was reported first', t => {
  const bounds = {leastNs: 9n * SECOND, mostNs: 10n * SECOND};
  const runs = [
    [dark(500, 510, {move: 'moved/505'}), moved(505, bounds)],
    [dark(500, 510), moved(505, bounds)],
    [moved(505), moved(505, {revision: 1, ...bounds}), dark(500, 510, {move: 'moved/505'})],
  ];
  for (const events of runs) {
    const {incidents, dark: length} = only(
      historyOf(started(0), owner(0), ...events, asked(0, 1000), stopped(1000)),
    );
    t.deepEqual([incidents.length, length.mostNs], [1, 10n * SECOND]);
  }
});

test('a withdrawn event does not count', t => {
  const {incidents, moves} = only(
    historyOf(started(0), owner(0), moved(5), moved(5, {revision: 1, isWithdrawn: true}), stopped(10)),
  );
  t.deepEqual([incidents.length, moves], [0, 0]);
});

test('time that was not watched is unknown: between two runs, after a kill, and on an interface that was down', t => {
  const history = historyOf(
    ...[started(0), owner(0), asked(0, 100), stopped(100), started(200)],
    ...[asked(200, 300), link(300, false), link(350, true)],
    // This run was killed some time after its last event.
    ...[asked(350, 400), moved(400), started(500), asked(500, 600), stopped(600)],
  );
  const {unknownNs, unaskedNs, knownNs} = only(history);
  t.deepEqual([unknownNs, unaskedNs, knownNs], [250n * SECOND, 0n, 350n * SECOND]);
  t.deepEqual(
    history.blind.map(({why}) => why),
    ['not watched', 'interface down', 'not watched'],
  );
});

test('an interface that is down does not affect another', t => {
  const other = event({kind: 'owner', s: 0, network: 'eth1', ip: '10.3.3.1', mac: A});
  const both = [asked(0, 100), {...asked(0, 100), ip: '10.3.3.1', network: 'eth1'} as WatchedEvent];
  const {addresses} = historyOf(
    ...[started(0), owner(0), other, link(10, false), link(60, true)],
    ...[...both, stopped(100)],
  );
  t.deepEqual(
    addresses.map(({network: name, unknownNs}) => [name, unknownNs]),
    [
      ['eth0', 50n * SECOND],
      ['eth1', 0n],
    ],
  );
});

test('with frames dropped or lines not written, the time since the last look is unknown', t => {
  const lost = (what: string, s: number, since: number) =>
    event({kind: 'watch', s, what, text: 'lost', since: START + BigInt(since) * SECOND});
  const {unknownNs} = only(
    historyOf(
      ...[started(0), owner(0), lost('dropped', 11, 10), lost('output', 30, 20)],
      ...[asked(0, 100), stopped(100)],
    ),
  );
  t.is(unknownNs, 11n * SECOND);
});

test("once nobody asks any more, the address's state is unknown until somebody does", t => {
  const {unknownNs, unaskedNs, incidents} = only(
    historyOf(
      ...[started(0), owner(0), dark(10, 20, {isGivenUp: true, mostNs: undefined}), asked(0, 20)],
      ...[event({kind: 'announced', s: 50, mac: A, forms: ['x'], count: 1}), asked(70, 100), stopped(100)],
    ),
  );
  t.deepEqual([unknownNs, unaskedNs], [50n * SECOND, 50n * SECOND]);
  t.is(incidents[0]?.isOpen, true);
});

test('an address that nobody asked has no availability, because nothing is known of it', t => {
  const {availability, knownNs, unaskedNs} = only(historyOf(started(0), owner(0), moved(5), stopped(100)));
  t.deepEqual([availability, knownNs, unaskedNs], [undefined, 0n, 100n * SECOND]);
  const text = formatHistory(historyOf(started(0), owner(0), moved(5), stopped(100))).join(' ');
  t.regex(text, /It is not known how available any address was\./);
  t.regex(text, /Unknown: nobody asked 10\.3\.2\.200 on eth0: 1 min 40 s\./);
});

test('an outage seen by an occasional asker counts as known time, even where the stretches are no longer kept', t => {
  // For one second of every two minutes, over more days than are kept.
  const now = Array.from({length: 2000}, (_, turn) => asked(120 * turn, 120 * turn + 1));
  const {knownNs, dark: length} = only(
    historyOf(started(0), owner(0), ...now, dark(120, 130), stopped(240_000)),
  );
  t.is(length.mostNs, 10n * SECOND);
  t.true(knownNs >= 700n * SECOND && knownNs <= 2010n * SECOND, String(knownNs));
});

test('an address that is dark when the watch ends was dark at least until then, with no known end', t => {
  const open = event({kind: 'dark', s: 90, questions: 7, leastNs: SECOND});
  const {incidents, dark: length} = only(historyOf(started(0), owner(0), open, asked(0, 100), stopped(100)));
  t.like(incidents[0], {what: 'outage', leastNs: 10n * SECOND, isOpen: true});
  t.is(length.leastNs, 10n * SECOND);
  // This run was killed before it reported how long the address had been asked.
  t.is(
    only(historyOf(started(0), owner(0), open, link(95, true), started(200), stopped(300))).dark.leastNs,
    SECOND,
  );
});

test('the worst come first: addresses by availability, moves by their longest outage, then by verdict', t => {
  const of = (address: string, ...events: readonly WatchedEvent[]) =>
    events.map(one => ({...one, ip: address}) as WatchedEvent);
  const {addresses, incidents} = historyOf(
    started(0),
    ...of('10.0.0.1', owner(0), moved(5), asked(0, 100)),
    ...of(
      '10.0.0.2',
      owner(0),
      dark(10, 15),
      moved(30, {id: 'm2', verdict: 'SILENT_FAILBACK'}),
      asked(0, 100),
    ),
    ...of('10.0.0.3', owner(0), dark(10, 30), asked(0, 100)),
    ...of('10.0.0.4', owner(0)),
    stopped(100),
  );
  t.deepEqual(
    addresses.map(one => one.ip as string),
    ['10.0.0.3', '10.0.0.2', '10.0.0.1', '10.0.0.4'],
  );
  t.deepEqual(
    incidents.map(one => `${one.ip} ${one.what}`),
    ['10.0.0.3 outage', '10.0.0.2 outage', '10.0.0.2 failover', '10.0.0.1 failover'],
  );
});

test('two owners last as long as reported, or until the watch ended', t => {
  const began = event({kind: 'two-owners', s: 10, id: 'd', owners: [A, B]});
  const over = event({kind: 'two-owners-over', s: 40, id: 'd', since: START + 10n * SECOND});
  t.is(only(historyOf(started(0), owner(0), began, over, stopped(100))).disputedNs, 30n * SECOND);
  t.is(only(historyOf(started(0), owner(0), began, stopped(100))).disputedNs, 90n * SECOND);
});

test('lines for a terminal fit 80 columns, and say what is not known', t => {
  const lines = formatHistory(
    historyOf(
      ...[started(0), owner(0), dark(500, 510), asked(0, 1000), stopped(1000)],
      ...[started(1090), asked(1090, 1100), stopped(1100)],
    ),
  );
  t.true(
    lines.every(line => line.length <= 80),
    lines.join('\n'),
  );
  const text = lines.join('\n');
  t.regex(text, /10\.3\.2\.200 on eth0 {2}99\.009 % to 99\.108 % {2}9000 ms to 10 s {2}1 min 30 s$/m);
  t.regex(text, /Unknown: not watched 1 time, 1 min 30 s in all, at /);
});

test('a file without events is refused in one line', t => {
  for (const text of ['{"kind":"moved"}', 'x', '[]', '{"kind":"__proto__"}'])
    t.throws(() => readWatchEvent(text), {message: /^[^\n]+$/});
});

test('an address that moved and was never dark is not called the worst', t => {
  const told = (...more: readonly WatchedEvent[]) =>
    formatHistory(historyOf(started(0), owner(0), moved(500), ...more, asked(0, 1000), stopped(1000))).join(
      '\n',
    );
  t.regex(told(), /^No address was seen dark\. All 16 min 40 s of the time is known\.$/m);
  const disputed = [
    event({kind: 'two-owners', s: 600, id: 'd', owners: [A, B]}),
    event({kind: 'two-owners-over', s: 640, id: 'd', since: START + 600n * SECOND}),
  ];
  t.regex(
    told(...disputed),
    /^No address was seen dark, but 10\.3\.2\.200 on eth0 had two owners at once\. /m,
  );
  t.regex(told(dark(700, 710)), /^10\.3\.2\.200 on eth0 fared worst: /m);
});
