import type {TimelineEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {type MacAddress, parseMac} from '@vip/arp';
import {drawRun, liveFailover, liveLab, liveTrial} from '@vip/core/internal';
import {plainLine, UNICODE} from '@vip/core/internal/paint';
import test from 'ava';
import {MS, NEW, OLD, VIP} from '../../helpers/events.js';
import {hex} from '../../helpers/hex.js';
import {cache, probe, RUN, TRIAL} from '../../helpers/live-events.js';

const CANVAS = {width: 80, height: 24, glyphs: UNICODE};

type Run = ReturnType<typeof liveFailover>;

/** The text beside the observer's name. */
function row(run: Run, ms: number, name = 'ext'): string {
  const lines = drawRun(run, BigInt(ms) * MS, CANVAS).map(plainLine);
  const found = lines.find(line => line.startsWith(` ${name} `)) ?? '';
  return found.replace(/^ \S+ +/, '').replaceAll(/ {2,}/g, '  ');
}

function fed(run: Run, ...events: readonly TimelineEvent[]): Run {
  for (const event of events) run.take(event);
  return run;
}

/** Probes every 20 ms between two times in milliseconds. */
function probes(fromMs: number, untilMs: number, answered: boolean): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  for (let ms = fromMs; ms < untilMs; ms += 20) events.push(...probe('ext', ms / 20 + 1, ms, answered));
  return events;
}

test('a probe counts as lost only after 200 ms', t => {
  const run = fed(
    liveFailover(RUN),
    cache('ext', 0, OLD),
    ...probes(0, 400, true),
    ...probes(400, 620, false),
  );
  t.is(row(run, 610), 'A━━━━━━━━━  A REACHABLE');
  fed(run, ...probes(620, 640, false));
  t.is(row(run, 620), 'A━━━━━━━━━×  A REACHABLE  dark 0.2 s');
});

test('probes under way when probing ended are not counted as lost', t => {
  const run = fed(
    liveFailover(RUN),
    cache('ext', 0, OLD),
    ...probes(0, 400, true),
    ...probes(400, 460, false),
  );
  t.regex(row(run, 2000), /^A━+ {2}A REACHABLE$/);
});

test('an answer that comes later than that does not count', t => {
  const late: TimelineEvent = {
    at: 700n * MS,
    node: 'ext',
    kind: 'probe-answered',
    stream: 'probe',
    sequence: 21,
    from: VIP,
    size: 64,
    sentAt: 400n * MS,
  };
  const run = fed(liveFailover(RUN), cache('ext', 0, OLD), ...probes(0, 440, true).slice(0, 41), late);
  t.regex(row(run, 800), /╍|×/);
});

test('losses before the first answer are part of the setup', t => {
  const run = fed(
    liveFailover(RUN),
    cache('ext', 0, OLD),
    ...probes(0, 400, false),
    ...probes(400, 800, true),
  );
  t.is(row(run, 800), 'A×××××××××━━━━━━━━━━  A REACHABLE');
});

test('of two gaps, a run shows the longest and a lab the last', t => {
  const events = [
    cache('ext', 0, OLD),
    ...probes(0, 200, true),
    ...probes(200, 600, false),
    ...probes(600, 800, true),
    ...probes(800, 900, false),
    ...probes(900, 1200, true),
  ];
  t.regex(row(fed(liveFailover(RUN), ...events), 1200), /dark 400 ms$/);
  t.regex(row(fed(liveLab(DEFAULT_SETTINGS, 20, 0n), ...events), 1200), /dark 100 ms$/);
});

test('an outage has no digits that the interval between its probes makes meaningless', t => {
  const every200 = (fromMs: number, untilMs: number, answered: boolean) =>
    Array.from({length: (untilMs - fromMs) / 200}, (_, index) => fromMs + 200 * index).flatMap(ms =>
      probe('ext', Math.floor(ms / 200) + 1, ms, answered),
    );
  const run = fed(
    liveLab(DEFAULT_SETTINGS, 20, 0n),
    cache('ext', 0, OLD),
    ...every200(0, 1000, true),
    ...every200(1000, 11_200, false),
    ...every200(11_201, 12_001, true),
  );
  t.regex(row(run, 12_000), /dark 10\.2 s$/);
});

test('late reports of the kernel are sorted into place', t => {
  const run = fed(
    liveFailover(RUN),
    cache('ext', 0, OLD),
    ...probes(0, 800, true),
    cache('ext', 600, OLD),
    cache('ext', 400, NEW),
  );
  t.is(row(run, 800), 'A━━━━━━━━━B━━━━A━━━━  A REACHABLE');
});

test('unknown MACs have letters from the end of the alphabet, and an entry without a MAC has a question mark', t => {
  const stranger = (last: string): MacAddress => parseMac(`02:00:00:00:09:${last}`);
  const failed: TimelineEvent = {
    at: 600n * MS,
    node: 'ext',
    kind: 'neighbour',
    iface: 'eth0',
    ip: VIP,
    state: 'FAILED',
    source: 'announced',
  };
  const changes = [
    cache('ext', 0, stranger('01')),
    cache('ext', 200, stranger('02')),
    cache('ext', 400, stranger('01')),
    failed,
  ];
  const run = fed(liveFailover(RUN), ...changes, ...probes(0, 800, true));
  t.is(row(run, 800), 'X━━━━Y━━━━X━━━━?━━━━  ? FAILED');
});

test('in a trial, answers from the old holder or the rogue are marked', t => {
  const rogue = parseMac('02:00:00:00:00:66');
  const run = fed(liveTrial(TRIAL), cache('ext', 0, OLD), ...probes(0, 800, true), cache('ext', 400, rogue));
  for (let ms = 400; ms < 800; ms += 20) run.take(reply('rogue', ms));
  t.is(row(run, 800), 'A━━━━━━━━━C!!!!!!!!!  C REACHABLE');
  for (let ms = 0; ms < 400; ms += 20) run.take(reply('ns0', ms));
  t.is(row(run, 800), 'A━━━━━━━━━C!!!!!!!!!  C REACHABLE', 'the rightful holder may answer');
});

test('a node that was frozen and kept the address does not count as the wrong node', t => {
  const address = (ms: number, node: string, change: 'added' | 'removed'): TimelineEvent => {
    return {at: BigInt(ms) * MS, node, kind: 'address', iface: 'eth0', ip: VIP, change};
  };
  const run = fed(
    liveTrial(TRIAL),
    cache('ext', 0, OLD),
    address(0, 'ns0', 'added'),
    ...probes(0, 800, true),
    address(200, 'ns1', 'added'),
    reply('ns0', 300),
    address(400, 'ns1', 'removed'),
  );
  for (let ms = 400; ms < 800; ms += 20) run.take(reply('ns0', ms));
  t.is(row(run, 800), 'A━━━━━━!━━━━━━━━━━━━  A REACHABLE');
});

test('an hour of probes takes bounded memory, and its outage is kept', t => {
  const run = liveFailover({...RUN, probeIntervalMs: 5});
  run.take(cache('ext', 0, OLD));
  let sequence = 0;
  for (let ms = 0; ms < 3_600_000; ms += 50) {
    for (const event of probe('ext', ++sequence, ms, ms < 900_000 || ms >= 1_800_000)) run.take(event);
  }
  t.regex(row(run, 3_600_000), /^A━+╍×{4}╍━+ {2}A REACHABLE {2}dark 900 s$/);
});

/** An echo reply to ext, as captured at the node that sends it. */
function reply(node: string, ms: number): TimelineEvent {
  const ethernet = '020000000050 020000000066 0800';
  const ip = '45000024 0001 0000 40 01 0000 0a0302c8 0a030232';
  const icmp = '00 00 0000 7669 0001 0000000000000000';
  const octets = hex(`${ethernet}${ip}${icmp}`);
  return {
    at: BigInt(ms) * MS,
    node,
    kind: 'frame',
    iface: 'eth0',
    octets,
    length: octets.length,
    own: true,
  };
}
