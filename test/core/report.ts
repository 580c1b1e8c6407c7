/** The contents of a report, from recorded runs and from hand-made events. */

import {Timeline, type TimelineEvent} from '@vip/analysis';
import {type ReportPart, reportData, reportPart} from '@vip/core';
import {FrameRecorder, withoutSecrets} from '@vip/core/internal';
import {unpackProbes} from '@vip/core/internal/probe-pack';
import test from 'ava';
import {goodRun, MS, NEW, OLD, RUN} from '../helpers/events.js';
import {recordedEvents, recordedTimeline} from '../helpers/recorded.js';

const STATIONS = [OLD, NEW];

function lane({run}: ReportPart, node: string) {
  const found = run.lanes.find(each => each.node === node);
  if (found === undefined) throw new Error(`no lane ${node}`);
  return found;
}

test("a failover's report has the holders of the address, the MAC in each cache, and the outage as in the analysis", t => {
  const part = reportPart(recordedTimeline('failover'));
  t.deepEqual(
    part.run.lanes.map(({label}) => label),
    ['ns0', 'ns1', 'mcv-client', 'ext', 'router', 'remote'],
  );
  const [before] = lane(part, 'ns0').addresses;
  const [after] = lane(part, 'ns1').addresses;
  t.is(before?.from, part.run.from, 'what was taken away had been there from the start');
  t.true((before?.to ?? 0) < (after?.from ?? 0));
  t.is(after?.to, part.run.to);
  const macs = (lane(part, 'ext').caches[0]?.bands ?? []).map(({station}) => station);
  t.deepEqual([...new Set(macs)], [0, 1]);
  t.deepEqual(
    part.run.stations.slice(0, 2).map(({mac}) => mac),
    STATIONS,
  );
  const [row] = part.run.observers;
  const [outage] = lane(part, 'host').outages;
  t.is(outage?.text, row?.outage);
  t.is((outage?.leastTo ?? 0) - (outage?.leastFrom ?? 0), row?.leastNs ?? Number.NaN);
  t.is((outage?.mostTo ?? 0) - (outage?.mostFrom ?? 0), row?.mostNs ?? Number.NaN);
});

test("a failover's report has every probe with its outcome", t => {
  const timeline = recordedTimeline('failover');
  const {probes} = lane(reportPart(timeline), 'ext');
  const sent = timeline.select('probe-sent', 'ext').filter(({stream}) => stream === 'probe');
  const unpacked = unpackProbes(probes?.packed ?? '');
  t.is(unpacked.length, sent.length);
  t.is(probes?.sent, sent.length);
  t.is(unpacked.filter(({rtt}) => rtt === undefined).length, probes?.lost ?? Number.NaN);
});

test('a run that was saved before a kind of observer existed is reported without it', t => {
  const events = recordedEvents('failover').map(event => {
    if (event.kind !== 'run') return event;
    const {remote, routerRemote, ...settings} = event.settings;
    return {...event, settings} as TimelineEvent;
  });
  const {run} = reportPart(Timeline.of(events.filter(({node}) => node !== 'remote')));
  t.deepEqual(
    run.observers.map(({name}) => name),
    ['mcv-client', 'ext', 'router'],
  );
  t.false(run.lanes.some(({node}) => node === 'remote'));
});

test('frames are listed once per content, echoes are counted, and arrows lead from the sender to the receivers', t => {
  const timeline = recordedTimeline('keepalived');
  const {frames} = reportPart(timeline).run;
  t.is(frames.rows.length + frames.echoes, timeline.select('frame').length);
  t.is(new Set(frames.octets).size, frames.octets.length);
  t.true(frames.arrivals.length > 10);
  for (const [sent, arrived] of frames.arrivals) {
    const [from, to] = [frames.rows[sent], frames.rows[arrived]];
    t.true(from?.[4] === 1 && to?.[4] === 0 && from[2] === to[2] && to[0] >= from[0]);
  }
});

test("a trial's budget begins with the fault, and its parts are consecutive", t => {
  const {budget} = reportPart(recordedTimeline('keepalived')).run;
  const parts = budget?.parts ?? [];
  t.deepEqual(
    parts.map(({part}) => part),
    ['detect', 'take', 'announce', 'deliver', 'believe', 'resume'],
  );
  t.is(parts[0]?.from, 0);
  for (const [index, {from}] of parts.entries())
    if (index > 0) t.is(from, parts[index - 1]?.to ?? Number.NaN);
});

test('there are pictures of before, of the outage, and of the end', t => {
  const [topology] = reportPart(recordedTimeline('failover')).run.topologies ?? [];
  const told = topology?.moments.map(({title, holders, beliefs}) => [
    title,
    holders,
    beliefs.map(({believes}) => believes),
  ]);
  t.deepEqual(told, [
    ['Before', ['ns0'], ['ns0', 'ns0', 'ns0']],
    ['In the dark', ['ns1'], ['ns0', 'ns0', 'ns0']],
    ['At the end', ['ns1'], ['ns1', 'ns1', 'ns1']],
  ]);
});

test('a link that goes down is drawn as a band, and one that stays up is not', t => {
  const link = (at: number, node: string, state: 'up' | 'down'): TimelineEvent => ({
    at: BigInt(at) * MS,
    node,
    kind: 'link',
    iface: 'eth0',
    state,
  });
  const timeline = Timeline.of([
    ...goodRun(),
    link(90, 'ns0', 'down'),
    link(95, 'host', 'up'),
    link(400, 'ns0', 'up'),
  ]);
  const events = Timeline.of([
    ...timeline.events,
    {
      at: 50n * MS,
      node: 'ns0',
      kind: 'frame',
      iface: 'eth0',
      octets: new Uint8Array(),
      length: 0,
      own: false,
    },
  ]);
  const part = reportPart(events);
  t.deepEqual(
    lane(part, 'ns0').links.map(({text, isBad}) => [text, isBad]),
    [
      ['eth0 up', false],
      ['eth0 down', true],
      ['eth0 up', false],
    ],
  );
  t.deepEqual(lane(part, 'host').links, []);
});

test('an aborted run is reported as far as it went', t => {
  for (const events of [
    [RUN],
    recordedEvents('failover').slice(0, 200),
    recordedEvents('keepalived').slice(0, 300),
  ]) {
    const data = reportData([reportPart(Timeline.of(events))]);
    t.is(data.runs.length, 1);
    t.not(data.verdict.held, true);
  }
});

test('a long series includes only the timelines of its longest outages, and says so', t => {
  const part = reportPart(recordedTimeline('keepalived'));
  const parts = Array.from({length: 300}, (_, index) => ({...part, run: {...part.run, run: index + 1}}));
  const data = reportData(parts);
  t.true(data.runs.length < 300 && data.runs.length > 5, `${data.runs.length}`);
  t.true(JSON.stringify(data).length < 1_900_000);
  t.is(data.series?.runs, 300);
  t.regex(data.measured.find(([name]) => name === 'timelines')?.[1] ?? '', /^\d+ of 300 are in this file/);
});

test('an outage has its cause, with the row in which the frame is listed', t => {
  const part = reportPart(recordedTimeline('keepalived'));
  for (const {endedBy} of part.run.observers) {
    const [cause] = endedBy.filter(word => typeof word !== 'string');
    const row = part.run.frames.rows[cause?.row ?? -1];
    const outage = part.run.lanes.find(({label}) => label === 'ext')?.outages[0];
    t.true(row !== undefined && outage !== undefined && row[0] > outage.leastFrom && row[0] < outage.mostTo);
  }
});

test('the command that repeats a run has the seed that was drawn, unless one was given', t => {
  const [trial, ...events] = recordedEvents('keepalived');
  if (trial?.kind !== 'trial') return t.fail('the fixture has no trial');
  const commandOf = (command: readonly string[]) =>
    reportPart(Timeline.of([{...trial, command}, ...events])).repeat?.command;
  t.is(commandOf(['trial', '--vrrp', "it's"]), `vip trial --vrrp 'it'\\''s' --seed ${trial.seed}`);
  t.is(commandOf(['experiment', '--seed', '7']), 'vip experiment --seed 7');
  t.is(commandOf(['experiment', '--seed=7']), 'vip experiment --seed=7');
  // The directory into which it was saved already contains a run.
  t.is(commandOf(['experiment', '--out', 'runs', '--force', '--seed=7']), 'vip experiment --seed=7');
  t.is(commandOf(['experiment', '--out=runs', '--seed', '7']), 'vip experiment --seed 7');
});

test('a configuration is included without its passwords', t => {
  const text = [
    'vrrp_instance VIP {',
    '  authentication {',
    '    auth_type PASS',
    '    auth_pass s3cret  # ours',
    '  }',
    '  smtp_password = "geheim"',
    '  priority 150',
    '}',
  ].join('\n');
  const shown = withoutSecrets(text);
  t.notRegex(shown, /s3cret|geheim/);
  t.regex(shown, /auth_type PASS\n {4}auth_pass \*\*\*\n/);
  t.regex(shown, /smtp_password = \*\*\*\n {2}priority 150/);
});

test('relevant and named frames of a capture are kept, with their numbers', t => {
  const recorder = new FrameRecorder();
  const arp = [...recordedTimeline('failover').select('frame')].find(
    ({octets}) => octets[12] === 8 && octets[13] === 6,
  );
  const bytes = arp?.octets ?? new Uint8Array();
  const other = Uint8Array.from({length: 300}, (_, index) => (index === 12 ? 0x88 : index === 13 ? 0xcc : 0));
  recorder.take(
    [bytes, other, bytes, other, other].map((octets, index) => ({
      iface: 'eth0',
      at: BigInt(index),
      bytes: octets,
      length: octets.length,
    })),
  );
  const frames = recorder.timeline([4, 3, 9]).select('frame');
  t.deepEqual(
    frames.map(frame => [recorder.numberOf(frame), frame.length, frame.octets.length]),
    [
      [1, bytes.length, bytes.length],
      [3, bytes.length, bytes.length],
      [4, 300, 128],
    ],
  );
});
