/** Reports of trials and their drawings, from hand-made events. */

import type {TrialEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {parseIpv4, parseMac} from '@vip/arp';
import {formatTrial, reportPart, reportTrial, type TrialReport, trialOf} from '@vip/core';
import {formatJudgement, formatSeries, trialFinding, worstObserver} from '@vip/core/internal';
import test from 'ava';
import fc from 'fast-check';
import {
  address,
  advertisement,
  believes,
  garp,
  ping,
  probes,
  type Row,
  reportOf,
  step,
  timelineOf,
} from '../helpers/trial-events.js';

const {passive, active, ext} = DEFAULT_SETTINGS;
const MS = 1_000_000n;

const TAKEOVER: readonly Row[] = [
  ...[address(10, active.node, 'added'), believes(100, active.mac), step(1000, 'fault')],
  ...[address(1200, passive.node, 'added'), garp(1201, passive.node, passive.mac, true)],
  ...[garp(1202, 'lan', passive.mac), garp(1230, ext.node, passive.mac), believes(1231, passive.mac)],
];

/** The findings, as sentences. */
function textsOf({findings}: TrialReport): string[] {
  return findings.map(({evidence}) => evidence);
}

function extOf({observers}: TrialReport) {
  const found = observers.find(({name}) => name === 'ext');
  if (found === undefined) throw new Error('no ext');
  return found;
}

test('the outage is divided according to what was seen, and missing events are stated', t => {
  const {budget, budgetFrom, outage, lost} = extOf(reportOf([...TAKEOVER, ...probes(2000, [1000, 1300])]));
  t.like(outage, {leastNs: 290n * MS, mostNs: 310n * MS});
  t.is(lost, 30);
  t.is(budgetFrom, 'fault');
  t.deepEqual(budget, [
    {part: 'detect', unknown: 'it gave no sign of acting'},
    {part: 'take', ns: 200n * MS},
    {part: 'announce', ns: 1n * MS},
    {part: 'deliver', ns: 29n * MS, toSwitchNs: 1n * MS},
    {part: 'believe', ns: 1n * MS},
    {part: 'resume', ns: 69n * MS},
  ]);
});

test("a node claims an address with the advertisement that lists it, not with another instance's", t => {
  const rows = [...TAKEOVER, ...probes(2000, [1000, 1300])];
  const detectOf = (more: readonly Row[]) => extOf(reportOf([...rows, ...more])).budget[0];
  const [other, own] = [
    advertisement(1050, passive.node, true, [parseIpv4('10.3.2.201')]),
    advertisement(1150, passive.node, true),
  ] as const;
  t.deepEqual(detectOf([other, own]), {part: 'detect', ns: 150n * MS});
  t.deepEqual(detectOf([other]), {part: 'detect', ns: 50n * MS}, 'it may be excluded from all lists');
});

test('an owner that only goes on advertising does not act, but one that was silent for a while does', t => {
  const detectOf = (...times: number[]) => {
    const adverts = times.map(at => advertisement(at, passive.node, true));
    const rows = [address(10, passive.node, 'added'), step(1000, 'fault'), ...adverts];
    return extOf(reportOf([...rows, ...probes(2000, [1000, 1600])])).budget[0];
  };
  t.deepEqual(detectOf(700, 800, 900, 1000, 1100, 1200, 1300), {
    ...{part: 'detect', unknown: 'it gave no sign of acting'},
  });
  t.deepEqual(detectOf(700, 800, 900, 1500, 1600), {part: 'detect', ns: 500n * MS});
});

test('for a lost announcement, the report says whether it was sent and how far it got', t => {
  const deliverOf = (rows: readonly Row[]) =>
    extOf(reportOf([...rows, ...probes(2000, [1000, 1300])])).budget.find(({part}) => part === 'deliver');
  const without = (node: string) =>
    TAKEOVER.filter(([, at, {kind, own}]) => !(kind === 'frame' && at === node && own !== undefined));
  t.is(deliverOf(without('ext'))?.unknown, 'the switch received it, but did not deliver it');
  t.is(
    deliverOf(without('ext').filter(([, node]) => node !== 'lan'))?.unknown,
    'sent, but the switch dropped it',
  );
  t.is(deliverOf(TAKEOVER.filter(([, , {kind}]) => kind !== 'frame'))?.unknown, 'there was none');
});

test('the parts add up to the time from the fault to the last event', t => {
  const moment = fc.option(fc.integer({min: 1001, max: 1990}), {nil: undefined});
  fc.assert(
    fc.property(fc.record({took: moment, sent: moment, arrived: moment, believed: moment}), moments => {
      const {took, sent, arrived, believed} = moments;
      const rows: Row[] = [
        ...[address(10, active.node, 'added'), believes(100, active.mac), step(1000, 'fault')],
        ...(took === undefined ? [] : [address(took, passive.node, 'added')]),
        ...(sent === undefined ? [] : [garp(sent, passive.node, passive.mac, true)]),
        ...(arrived === undefined ? [] : [garp(arrived, ext.node, passive.mac)]),
        ...(believed === undefined ? [] : [believes(believed, passive.mac)]),
      ];
      const {budget} = extOf(reportOf([...rows, ...probes(2500, [1000, 1500])]));
      const sum = budget.reduce((all, {ns = 0n}) => all + ns, 0n);
      // A monitor that is at most half a second late is corrected for: every entry here had changed by 1500
      // ms.
      const tookAt = took !== undefined && sent !== undefined && took <= sent + 500 ? 0 : took;
      // A frame that arrives before the announcement was sent, or long after, is not that announcement.
      const isItsOwn = (at: number, from: number) => at >= from - 1 && at <= from + 400;
      const arrivedAt = sent !== undefined && arrived !== undefined && isItsOwn(arrived, sent) ? arrived : 0;
      const last = Math.max(1500, ...[tookAt, sent, arrivedAt].filter(at => at !== undefined));
      t.is(sum, BigInt(last - 1000) * MS);
      t.true(budget.every(({ns}) => ns === undefined || ns >= 0n));
    }),
  );
});

test('a late monitor does not shorten the delivery', t => {
  const late = TAKEOVER.map((row): Row => {
    const [at, node, fields] = row;
    if (fields.kind === 'address' && node === passive.node) return [at + 120, node, fields];
    return fields.kind === 'neighbour' && at > 1000 ? [at + 300, node, fields] : row;
  });
  const {budget} = extOf(reportOf([...late, ...probes(2000, [1000, 1300])]));
  t.deepEqual(budget.slice(1), [
    {part: 'take', ns: 201n * MS},
    {part: 'announce', ns: 0n},
    {part: 'deliver', ns: 29n * MS, toSwitchNs: 1n * MS},
    {part: 'believe', ns: 70n * MS},
    {part: 'resume', ns: 0n},
  ]);
});

test('the fault begins when the kernel reports it, or when it was done, not when we started to cause it', t => {
  const detect = (...rows: readonly Row[]) => {
    const report = reportOf([...TAKEOVER, ...rows, ...probes(2000, [1000, 1300])]);
    const {budget, outages} = extOf(report);
    return [budget.find(({part}) => part === 'take')?.ns, outages[0]?.afterNs].map(ns => Number(ns) / 1e6);
  };
  const link = (at: number, iface: string = active.iface): Row => [
    at,
    active.node,
    {kind: 'link', iface, state: 'down'},
  ];
  const done = (at: number, name = 'fault'): Row => [
    at,
    active.node,
    {kind: 'step', step: name, phase: 'done'},
  ];
  t.deepEqual(detect(), [200, 0]);
  t.deepEqual(detect(done(1140)), [60, -140]);
  t.deepEqual(detect(link(1100), done(1140)), [100, -100]);
  // Either the monitor was late, or it reported another link.
  t.deepEqual(detect(link(1400), done(1140)), [60, -140]);
  t.deepEqual(detect(link(1100, 'eth7'), done(1140)), [60, -140]);
  // When a machine dies, its cable goes first.
  t.deepEqual(detect(done(1050, 'cut'), link(1120), done(1140)), [150, -50]);
});

test('frames dropped by a capture are a finding', t => {
  const end = (iface: string, dropped: number): Row => [
    1900,
    'lan',
    {kind: 'capture-end', iface, received: 812, dropped},
  ];
  const {findings} = reportOf([...TAKEOVER, end('br0', 188), end('br1', 0), ...probes(2000)]);
  t.deepEqual(
    findings.filter(({code}) => code === 'frames-dropped').map(({evidence}) => evidence),
    ['The capture at lan br0 lost 188 of 1000 frames: more may have been sent and received there.'],
  );
});

test('an outage that had not ended is the worst, in any order of observers', t => {
  const open = reportOf([...TAKEOVER, ...probes(2000, [1500, 2000])]);
  const others = open.observers
    .filter(({name}) => name !== 'ext')
    .map(({name}) => ({name, outage: {leastNs: 0n, mostNs: 9n ** 20n}}));
  const found = worstObserver({
    observers: [...others, ...open.observers.filter(({name}) => name === 'ext')] as never,
  });
  t.is(found?.name, 'ext');
  t.is(
    formatTrial(open).some(line => line.startsWith('What the outage at')),
    false,
  );
});

const FAILBACK: readonly Row[] = [
  ...TAKEOVER,
  ...[step(2000, 'heal'), address(2100, passive.node, 'removed'), believes(2890, active.mac)],
];

test("a silent failback's report has the last announcement, the observers with an outage, and the start of the budget", t => {
  const report = reportOf([...FAILBACK, ...probes(4000, [1000, 1300], [2100, 2900])]);
  t.deepEqual(report.owners, ['ns0']);
  t.deepEqual(textsOf(report), [
    'ns0 has the address again, but the last announcement of it came from ns1: a silent failback.',
    'ext was dark for 800 ms ± 10 ms from 100 ms after the heal, until something that was not captured.',
  ]);
  const {budgetFrom, budget} = extOf(report);
  t.is(budgetFrom, 'heal');
  t.is(budget.find(({part}) => part === 'take')?.unknown, 'ns0 already had the address');
  t.is(budget.find(({part}) => part === 'announce')?.unknown, 'ns0 did not announce');
  t.is(budget.find(({part}) => part === 'believe')?.ns, 890n * MS);
});

test('frames sent into a cut cable did not arrive', t => {
  const unheard = garp(1500, active.node, active.mac, true);
  const silent = reportOf([...FAILBACK, unheard, ...probes(4000, [2100, 2900])]);
  t.deepEqual(
    silent.announcements.map(({node, heardBy}) => [node, heardBy]),
    [
      ['ns1', ['ext']],
      ['ns0', []],
    ],
  );
  t.is(silent.findings[0]?.code, 'silent-failback');
});

test('a set of announcements that arrives late and all at once was received; if its beginning was dropped, the first ones were not', t => {
  const heard = (arrivedAt: readonly number[]) => {
    const rows = [
      ...[1200, 1200.01, 1200.02, 2200, 2200.01].map(at => garp(at, passive.node, passive.mac, true)),
      ...arrivedAt.map(at => garp(at, ext.node, passive.mac)),
    ];
    return reportOf([step(1000, 'fault'), ...rows]).announcements.map(({heardBy}) => heardBy.length);
  };
  t.deepEqual(heard([1200.001, 1200.011, 1200.021, 2200.005, 2200.015]), [1, 1, 1, 1, 1]);
  t.deepEqual(heard([1290, 1290, 1290, 2300, 2300]), [1, 1, 1, 1, 1]);
  t.deepEqual(heard([1200.021, 2200.005, 2200.015]), [0, 0, 1, 1, 1]);
  t.deepEqual(heard([2200.001, 2200.011]), [0, 0, 0, 1, 1]);
  t.deepEqual(heard([1100, 2700]), [0, 0, 0, 0, 0]);
});

test('a failback that was announced is not silent', t => {
  const said = [garp(2050, active.node, active.mac, true), garp(2051, ext.node, active.mac)];
  t.deepEqual(reportOf([...FAILBACK, ...said, ...probes(4000, [2100, 2120])]).findings, []);
});

/** A virtual router's, which both nodes use (keepalived's use_vmac). */
const VIRTUAL = parseMac('00:00:5e:00:01:33');

test('an announcement from a virtual MAC belongs to the node that sent it', t => {
  const report = reportOf([
    ...[garp(50, active.node, VIRTUAL, true), garp(50.1, ext.node, VIRTUAL), believes(100, VIRTUAL)],
    ...[address(10, active.node, 'added'), step(1000, 'fault'), address(1100, active.node, 'removed')],
    ...[address(1200, passive.node, 'added'), garp(1201, passive.node, VIRTUAL, true)],
    ...[garp(1202, 'lan', VIRTUAL), garp(1202, ext.node, VIRTUAL), ...probes(2000, [1000, 1300])],
  ]);
  t.deepEqual(
    report.announcements.map(({node, mac, heardBy}) => [node, mac as string, heardBy]),
    [
      ['ns0', VIRTUAL, ['ext']],
      ['ns1', VIRTUAL, ['ext']],
    ],
  );
  const {budget} = extOf(report);
  t.is(budget.find(({part}) => part === 'announce')?.ns, 1n * MS);
  t.deepEqual(
    budget.find(({part}) => part === 'deliver'),
    {part: 'deliver', ns: 1n * MS, toSwitchNs: 1n * MS},
  );
  t.is(budget.find(({part}) => part === 'believe')?.unknown, 'the cache already had its MAC');
  t.deepEqual([report.owners, report.findings], [['ns1'], []]);
});

/** A takeover by ns1, and a ping of ext's every 10 ms from 1500 to 1590 ms, as captured at ext, or at another node at which it arrived. */
const MOVED: readonly Row[] = [
  ...[garp(50, active.node, VIRTUAL, true), garp(50.1, ext.node, VIRTUAL), believes(100, VIRTUAL)],
  ...[address(10, active.node, 'added'), step(1000, 'fault'), address(1200, passive.node, 'added')],
  ...[garp(1201, passive.node, VIRTUAL, true), garp(1202, ext.node, VIRTUAL)],
  ...[address(1100, active.node, 'removed'), ...pings(ext.node), ...probes(2000, [1000, 1300], [1500, 1600])],
];

function pings(node: string): Row[] {
  return Array.from({length: 10}, (_, index) => ping(1500 + 10 * index, node, VIRTUAL, node === ext.node));
}

function staleText(why: string): string {
  return `10 probes of ext to ${VIRTUAL} did not arrive at ns1, which has the address and announced it there: ${why}.`;
}

test('a switch that learned a virtual MAC from the old owner is a finding', t => {
  const behind = garp(1495, active.node, VIRTUAL, true);
  t.deepEqual(textsOf(reportOf([...MOVED, behind])), [
    staleText(
      'ns0 had sent from that MAC since, so the switch has it on the port of ns0, until ns1 sends from it again',
    ),
  ]);
  const corrected = [garp(1545, passive.node, VIRTUAL, true), ...pings(passive.node).slice(5)];
  const [text, ...more] = textsOf(reportOf([...MOVED, behind, ...corrected]));
  t.regex(text ?? '', /^5 probes of ext .* on the port of ns0, until/);
  t.deepEqual(more, []);
});

test('a switch that does not learn a virtual MAC from the new owner is a finding', t => {
  t.deepEqual(textsOf(reportOf(MOVED)), [
    staleText('ns1 sends from that MAC, but the switch keeps it on the port of ns0; no announcement helps'),
  ]);
});

test('probes that arrived, or whose owner was not heard, say nothing about the switch', t => {
  t.deepEqual(reportOf([...MOVED, ...pings(passive.node)]).findings, []);
  t.deepEqual(reportOf([...MOVED, ...pings(active.node)]).findings, []);
  const unheard = MOVED.filter(([atMs, node]) => atMs !== 1202 || node !== ext.node);
  t.deepEqual(reportOf(unheard).findings, []);
});

test('a failback with a virtual MAC needs no announcement', t => {
  const rows = [
    ...[garp(50, active.node, VIRTUAL, true), garp(50.1, ext.node, VIRTUAL), believes(100, VIRTUAL)],
    ...[address(10, active.node, 'added'), step(1000, 'fault'), address(1200, passive.node, 'added')],
    ...[garp(1201, passive.node, VIRTUAL, true), garp(1202, ext.node, VIRTUAL)],
    ...[step(2000, 'heal'), address(2100, passive.node, 'removed')],
  ];
  t.deepEqual(reportOf([...rows, ...probes(4000, [1000, 1300], [2100, 2200])]).findings, []);
  const both = reportOf([...rows.slice(0, -1), ...probes(4000, [1000, 1300])]);
  t.deepEqual(textsOf(both), [
    'ns0 and ns1 both hold the address at the end.',
    `Sending to ${VIRTUAL}, which ns0 and ns1 use, at the end: ext.`,
  ]);
});

test('of two outages the report has the longest, each, and the sum', t => {
  const {outage, dark, outages} = extOf(reportOf([...FAILBACK, ...probes(4000, [1000, 1300], [2100, 2900])]));
  t.deepEqual([outage.leastNs, outage.mostNs], [790n * MS, 810n * MS]);
  t.deepEqual(dark, {leastNs: 1080n * MS, mostNs: 1120n * MS});
  t.deepEqual(
    outages.map(({leastNs, mostNs, afterNs}) => [leastNs, mostNs, afterNs]),
    [
      [290n * MS, 310n * MS, 0n],
      [790n * MS, 810n * MS, 1100n * MS],
    ],
  );
  const open = extOf(reportOf([...FAILBACK, ...probes(4000, [1000, 1300], [2100, 4000])]));
  t.is(open.dark.mostNs, undefined);
  const none = extOf(reportOf([...TAKEOVER, ...probes(2000)]));
  t.deepEqual(none.dark, none.outage);
});

test('two outages are reported one by one, and as a sum', t => {
  const lines = formatTrial(reportOf([...FAILBACK, ...probes(4000, [1000, 1300], [2100, 2900])]));
  t.true(lines.includes('Longest outage after the fault (req/rep: requests lost, replies lost)'));
  const at = lines.indexOf('All outages: total, and each');
  t.deepEqual(
    lines.slice(at + 1, at + 8).filter(line => /^ {2}(ext| {3})/.test(line)),
    [
      '  ext       1100 ms ± 20 ms  +0 ms            300 ms ± 10 ms',
      '                             +1100 ms         800 ms ± 10 ms',
    ],
  );
  const one = formatTrial(reportOf([...TAKEOVER, ...probes(2000, [1000, 1300])]));
  t.false(one.some(line => line.includes('All outages')));
});

test('an outage that had not ended is not measured, and a probe sent at the very end is not counted', t => {
  const open = reportOf([...TAKEOVER, ...probes(2000, [1000, 2000])]);
  t.false(open.isMeasured);
  t.is(extOf(open).outage.mostNs, undefined);
  t.true(extOf(open).outage.leastNs > 700n * MS);
  const late = reportOf([...TAKEOVER, ...probes(2000, [1000, 1300], [1950, 2000])]);
  t.true(late.isMeasured);
  t.is(extOf(late).outage.mostNs, 310n * MS);
});

test('a trial that stops right after the first answer counts every probe before it as lost', t => {
  const {outage, lost} = extOf(reportOf([...TAKEOVER, ...probes(1320, [1000, 1300])]));
  t.like(outage, {leastNs: 290n * MS, mostNs: 310n * MS});
  t.is(lost, 30);
});

test('two owners are named, but observers that all send to one of them are not divided', t => {
  const report = reportOf([...TAKEOVER, ...probes(2000)], {fault: 'kill'});
  const vip = report.trial.settings.vip.address;
  t.deepEqual(report.findings, [
    trialFinding('two-owners', vip, 'ns0 and ns1 both hold the address at the end.'),
    ...report.findings.filter(({code}) => code === 'alive-after-kill'),
  ]);
});

test('everything that is printed fits 80 columns', t => {
  const reports = [
    reportOf([...FAILBACK, ...probes(4000, [1000, 1300], [2100, 2900])], {
      impairments: ['the switch drops the first 3 announcements', 'the port to ns1 forwards 2000 ms late'],
      clientSysctls: {base_reachable_time_ms: '1000', delay_first_probe_time: '1', retrans_time_ms: '200'},
    }),
    reportOf([...TAKEOVER.filter(([, , {kind}]) => kind !== 'frame'), ...probes(90_000, [1000, 80_000])]),
  ];
  for (const report of reports) {
    for (const line of formatTrial(report)) t.true(line.length <= 80, line);
  }
  const [bar] = formatTrial(reports[0] as TrialReport).filter(line => line.startsWith('  ['));
  t.is(bar, '  [<------------------------ believe ------------------------>R]');
  const series = formatSeries([
    {
      observer: 'mcv-client',
      runs: 1000,
      min: {leastNs: 0n, mostNs: 1n},
      p50: {leastNs: 75_123_456_789n, mostNs: 76_123_456_789n},
      p95: {leastNs: 75_123_456_789n, mostNs: 75_234_456_789n},
      max: {leastNs: 75_123_456_789n, mostNs: 75_234_456_789n},
      unfinished: 10,
    },
  ]);
  const over = {run: 1000, observer: 'mcv-client', mostNs: 75_123_456_789n, limitNs: 1_200_000_000n};
  const judged = formatJudgement({
    violations: [
      {...over, of: 'outage'},
      {...over, of: 'dark'},
    ],
    failures: [
      {run: 1000, ...trialFinding('two-owners', 'VIP', 'ns0 and ns1 both hold the address at the end.')},
    ],
    hung: [],
    differences: [],
    missed: [
      {
        ...{text: 'mcv-client:p95<1200ms', observer: 'mcv-client', figure: 'p95', runs: 1000},
        ...{mostNs: 75_123_456_789n, valueNs: 1_200_000_000n},
      },
    ],
    compared: [],
    isMeasured: true,
  });
  for (const line of [...series, ...judged]) t.true(line.length <= 80, line);
});

test('the wait for software begins with its start, not with the first probe', t => {
  const rows = [step(1000, 'fault'), address(1090, active.node, 'added'), ...probes(2500, [0, 1100])];
  const timeline = timelineOf(rows, {fault: 'start'});
  const {observers} = reportTrial(timeline, trialOf(timeline) as TrialEvent);
  const [one] = observers.filter(({name}) => name === 'ext');
  t.deepEqual([one?.outage.leastNs, one?.outage.mostNs], [90n * MS, 100n * MS]);
  t.is(one?.lost, 10);
  const lane = reportPart(timeline).run.lanes.find(({label}) => label === 'ext');
  t.deepEqual(
    lane?.outages.map(({leastFrom, leastTo}) => leastTo - leastFrom),
    [90e6],
  );
});

test('the outage while software starts counts from the start, even if no probe was sent for a while after that', t => {
  const sent = probes(2500, [0, 1500]).filter(([atMs]) => atMs < 1000 || atMs >= 1400);
  const timeline = timelineOf([step(1000, 'fault'), address(1490, active.node, 'added'), ...sent], {
    fault: 'start',
  });
  const {outage} = extOf(reportTrial(timeline, trialOf(timeline) as TrialEvent));
  t.deepEqual([outage.leastNs, outage.mostNs], [90n * MS, 500n * MS]);
});
