import {type RunEvent, Timeline, type TimelineEvent} from '@vip/analysis';
import {formatSummary, reportFailover} from '@vip/core';
import {isRefuted} from '@vip/core/internal';
import test from 'ava';
import {
  ANSWER,
  announced,
  entry,
  goodRun,
  MS,
  NEW,
  OLD,
  observation,
  ownQuestion,
  RUN,
  STRANGER,
  said,
} from '../helpers/events.js';

function report(events: readonly TimelineEvent[], run: RunEvent = RUN) {
  return reportFailover(Timeline.of(events), run);
}

/** The expectations that did not hold, each with its reason. */
function wrong(events: readonly TimelineEvent[], run?: RunEvent): string[] {
  return report(events, run)
    .expectations.filter(({held}) => !held)
    .map(({expected, instead}) => `${expected}: ${instead}`);
}

const isArpAt = (node: string) => (event: TimelineEvent) => event.kind === 'frame' && event.node === node;
const isNew = (node: string) => (event: TimelineEvent) =>
  event.kind === 'neighbour' && event.node === node && event.mac === NEW;
const HEALED = 'the announcement ends the outage at every observer, and nothing else does';

test('a failover that goes as expected meets every expectation', t => {
  t.deepEqual(wrong(goodRun()), []);
  t.true(report(goodRun()).held);
  t.is(report(goodRun()).observers[1]?.endedBy?.cause, 'announcement');
});

test('an old owner that keeps answering is a conflict, not a failover', t => {
  const still = said('ext', 300, {...ANSWER, senderMac: OLD});
  const problems = wrong([...goodRun(), said('ext', 299, ANSWER), still]).join('\n');
  t.regex(problems, /^on the wire the address moves once, and no other machine claims it: .* conflict: /m);
});

test('a cache corrected by side traffic before the announcement does not meet the expectation', t => {
  const events = goodRun().filter(event => !isNew('ext')(event));
  const healed = [...events, said('ext', 200, STRANGER), entry('ext', 201, NEW, 'STALE')];
  t.deepEqual(wrong(healed), [`${HEALED}: ext: side traffic: who-has 10.3.2.77 tell 10.3.2.200 (${NEW})`]);
  t.false(report(healed).held);
});

test('side traffic that ended an outage refutes the expectation even if a process stalled, unlike effects that a stall can have', t => {
  const others = goodRun().filter(event => !isNew('ext')(event));
  t.true(isRefuted(report([...others, said('ext', 200, STRANGER), entry('ext', 201, NEW, 'STALE')])));
  const asked = others.filter(event => !isArpAt('ext')(event));
  t.false(isRefuted(report([...asked, ...ownQuestion('ext', 299), entry('ext', 301, NEW, 'REACHABLE')])));
  t.false(isRefuted(report(goodRun().filter(event => !isArpAt('router')(event)))));
  t.false(isRefuted(report(goodRun())));
});

test("an answer to an observer's own request is not the announcement", t => {
  const events = goodRun().filter(event => !isNew('ext')(event) && !isArpAt('ext')(event));
  t.true(
    wrong([...events, ...ownQuestion('ext', 299), entry('ext', 301, NEW, 'REACHABLE')]).some(line =>
      line.startsWith(`${HEALED}: ext: the answer to its own question: `),
    ),
  );
});

test('an entry that changes without a captured frame is unexplained, and one that does not change is reported', t => {
  const silent = goodRun().filter(event => !isArpAt('router')(event));
  t.deepEqual(wrong(silent), [
    `${HEALED}: router: something that was not captured; remote: something that was not captured`,
  ]);
  const unchanged = goodRun().filter(event => !isNew('host')(event));
  t.deepEqual(wrong(unchanged), [`${HEALED}: mcv-client: its entry did not change`]);
});

test('an announcement that was not captured is reported', t => {
  const events = goodRun().filter(event => !isArpAt('ext')(event));
  t.true(wrong(events).includes('the announcement is on the wire: none was captured'));
});

test('a capture that dropped frames is reported', t => {
  const lossy: TimelineEvent = {
    at: 501n * MS,
    node: 'ext',
    kind: 'capture-end',
    iface: 'ext0',
    received: 90,
    dropped: 10,
  };
  t.deepEqual(wrong([...goodRun(), lossy]), ['every capture is complete: ext ext0: 10 of 100 frames lost']);
});

test('an observation that is missing or wrong fails its phase', t => {
  const missing = goodRun().filter(
    event => !(event.kind === 'observation' && event.phase === 'gap' && event.node === 'ext'),
  );
  t.deepEqual(wrong(missing), [
    'every observer still holds it, and no ping gets through: 1 of the observers were not checked',
  ]);
  t.deepEqual(wrong([...missing, observation('ext', 'ext', 'gap', 200, false)]), [
    `every observer still holds it, and no ping gets through: ext: ${OLD} REACHABLE, 0 of 20 pings answered`,
  ]);
});

test('a run that was cut short meets no expectation', t => {
  const {held, failedAt} = report([RUN]);
  t.false(held);
  t.is(failedAt, undefined);
});

test("without an announcement, each observer's own request is expected to end its outage", t => {
  const {announce: _, ...run} = RUN;
  const asked = [
    ...goodRun().filter(event => event.kind !== 'frame' && event.kind !== 'announced'),
    ...['host', 'ext', 'router'].flatMap(node => ownQuestion(node, 299)),
  ];
  t.deepEqual(wrong(asked, run), []);
  t.deepEqual(wrong([...asked, announced('ext', 298)], run).length, 1);
  t.true(formatSummary(report(asked, run)).some(line => line.startsWith('How ')));
});
