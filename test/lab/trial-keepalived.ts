/** How the distribution's own keepalived is measured and reported. */

import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type {TrialReport} from '@vip/core';
import {intoLab, watchWire} from '../helpers/lab-watch.js';
import {startVip} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {
  assertOutages,
  FAST,
  IMPATIENT,
  MS,
  ONE,
  openDirectory,
  readReports,
  runTrials,
  textsOf,
  USER,
} from '../helpers/trial.js';

/** The announcements after the fault, in sets at least half a second apart. */
function setsOf({announcements}: TrialReport): {node: string; afterMs: number; count: number}[] {
  const sets: {node: string; afterMs: number; lastMs: number; count: number}[] = [];
  for (const {node, afterNs} of announcements.filter(({afterNs}) => afterNs > 0n)) {
    const afterMs = Number(afterNs / MS);
    const last = sets.at(-1);
    if (last !== undefined && last.node === node && afterMs - last.lastMs < 500) {
      last.count += 1;
      last.lastMs = afterMs;
    } else sets.push({node, afterMs, lastMs: afterMs, count: 1});
  }
  return sets.map(({node, afterMs, count}) => ({node, afterMs, count}));
}

labTest(
  'link-down with one advertisement a second: takeover after three of them plus the skew, two sets of five announcements, and tcpdump counts the same',
  async (t, who) => {
    const directory = openDirectory(t);
    const {mark, env} = markedEnvironment();
    const args = ['--driver', 'keepalived', '--settle', '6s', '--max-outage', '5s', '--junit', 'junit.xml'];
    const running = startVip(who, ['trial', '--json', ...args], {env, cwd: directory});
    await running.says('"step":"driver-start","phase":"done"');
    const wire = await watchWire(t, intoLab(mark, who, 'ext'), 'ext0');
    await running.says('"step":"clean-up","phase":"begun"').catch(() => {});
    const lines = await wire.stop().catch(() => []);
    const {code, stdout, stderr} = await running.ended;
    t.is(code, 0, stderr);
    t.deepEqual(await untilGone(mark), []);
    const {report} = readReports(stdout);
    // 3 x 1 s + (256 - 100) / 256 s since the last advertisement, which was sent within the last second.
    assertOutages(t, report, 2550, 4000);
    const sets = setsOf(report);
    t.deepEqual(
      sets.map(({node, count}) => [node, count]),
      [
        ['ns1', 5],
        ['ns1', 5],
      ],
    );
    const [first, second] = sets;
    const apart = (second?.afterMs ?? 0) - (first?.afterMs ?? 0);
    t.true(apart > 4900 && apart < 5600, `${apart} ms`);
    t.deepEqual(report.owners, ['ns1']);
    t.deepEqual(report.findings, []);
    const ext = report.observers.find(({name}) => name === 'ext');
    t.is(ext?.lost, ext?.requestsLost);
    const detect = ext?.budget.find(({part}) => part === 'detect')?.ns ?? 0n;
    t.true(detect > 2500n * MS, 'nearly all of it is detection');
    // tcpdump in the lab is independent of vip.
    const claims = lines.filter(
      line => line.includes('02:00:00:00:00:11 > ff:ff:ff:ff:ff:ff') && line.includes('10.3.2.200'),
    );
    t.is(claims.filter(line => line.includes('who-has 10.3.2.200')).length, 10, lines.slice(-3).join('\n'));
    const junit = readFileSync(`${directory}/junit.xml`, 'utf8');
    t.regex(junit, /<testsuite .* tests="5" failures="0" errors="0" /);
  },
  ONE,
);

labTest(
  'VRRP version 3 at 100 ms takes over in a third of a second, with a limit for one observer and the series saved',
  async (t, who) => {
    const directory = openDirectory(t);
    const args = [...FAST, '--fault', 'link-down', '--runs', '2', '--seed', '7', '--max-outage', 'ext=100ms'];
    const {code, reports, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 1, stderr);
    t.is(reports.length, 2);
    for (const report of reports) {
      // 3 x 100 ms + 61 ms, less what had passed since the last advertisement; and a busy machine.
      assertOutages(t, report, 250, 700);
      t.deepEqual(report.owners, ['ns1']);
    }
    const phases = reports.map(({trial}) => trial.phaseMs);
    t.not(phases[0], phases[1]);
    t.true(phases.every(phase => phase >= 0 && phase < 100));
  },
  USER,
);

labTest(
  'kill -9 causes no outage but two owners, which is a failure within the limit, and the report says why that is not a failover',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...FAST,
      '--fault',
      'kill',
      '--max-outage',
      '150ms',
    ]);
    t.is(code, 1, stderr);
    for (const {lost, answeredBy} of report.observers) {
      t.true(lost < 10);
      t.true((answeredBy.ns0 ?? 0) > 0);
    }
    t.deepEqual(report.owners, ['ns0', 'ns1']);
    t.regex(textsOf(report).join('\n'), /^ns0 and ns1 both hold the address at the end\.$/m);
    t.regex(
      textsOf(report).join('\n'),
      /killed on ns0, but the address stayed there and the node went on answering/,
    );
    // The takeover was announced, and all observers send to the second owner.
    for (const {answeredBy} of report.observers) t.true((answeredBy.ns1 ?? 0) > 0);
    t.notRegex(textsOf(report).join('\n'), /^Sending to /m);
  },
  ONE,
);

labTest(
  'node-crash, unlike kill -9, is a real failover',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      '--driver',
      'keepalived',
      '--fault',
      'node-crash',
    ]);
    t.is(code, 0, stderr);
    assertOutages(t, report, 2550, 4000);
    t.deepEqual(report.owners, ['ns1']);
    t.deepEqual(report.findings, []);
    const [first] = setsOf(report);
    t.is(first?.node, 'ns1');
  },
  tortured(USER),
);

labTest(
  'an orderly stop moves the address without waiting for detection',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, ['--driver', 'keepalived', '--fault', 'stop']);
    t.is(code, 0, stderr);
    // Only the skew: (256 - 100) / 256 s.
    assertOutages(t, report, 500, 1500);
    t.deepEqual(report.owners, ['ns1']);
  },
  ONE,
);

const SILENT = [...FAST, '--vrrp', 'garp_lower_prio_repeat 0', '--fault', 'freeze:1s', ...IMPATIENT];

labTest(
  'silent failback: the thawed master announces nothing, and the clients find out by themselves',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [...SILENT, '--settle', '500ms']);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.is(report.announcements.findLast(({heardBy}) => heardBy.length > 0)?.node, 'ns1');
    t.regex(
      textsOf(report)[0] ?? '',
      /^ns0 has the address again, but the last announcement of it came from ns1: a silent failback\.$/,
    );
    const dark = textsOf(report).filter(text => /was dark for .* after the heal, until /.test(text));
    t.true(dark.length >= 3, textsOf(report).join('\n'));
    for (const {outages, budgetFrom, budget, name} of report.observers) {
      const later = outages.filter(({afterNs}) => afterNs > 1000n * MS);
      t.true(
        later.some(({mostNs = 0n}) => mostNs > 200n * MS),
        `${name}: ${later.length}`,
      );
      if (budgetFrom === 'heal') t.is(budget.find(({part}) => part === 'announce')?.ns, undefined);
    }
  },
  ONE,
);

labTest(
  'garp_master_refresh remedies the silent failback',
  async (t, who) => {
    const cure = ['--vrrp', 'garp_master_refresh 1', '--settle', '1500ms'];
    const {code, report, stderr} = await runTrials(t, who, [...SILENT, ...cure]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.is(report.announcements.findLast(({heardBy}) => heardBy.length > 0)?.node, 'ns0');
    t.deepEqual(report.findings, []);
    for (const {believes} of report.observers) {
      t.true(believes === undefined || believes === report.trial.settings.active.mac);
    }
  },
  ONE,
);

labTest(
  'use_vmac: announcements of a virtual MAC count as those of the node that sends them, and a crash takes away its address',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...[...FAST, '--vrrp', 'use_vmac', '--fault', 'node-crash', '--settle', '500ms'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual([report.owners, report.findings], [['ns1'], []]);
    const byPassive = report.announcements.filter(({afterNs, node}) => afterNs > 0n && node === 'ns1');
    t.true(byPassive.length >= 5, stderr);
    for (const {mac, heardBy} of byPassive) {
      t.deepEqual([mac as string, heardBy.length], ['00:00:5e:00:01:33', 3]);
    }
    for (const {name, answeredBy, budget} of report.observers) {
      t.true((answeredBy.ns1 ?? 0) > 0, name);
      t.not(budget.find(({part}) => part === 'deliver')?.ns, undefined, name);
    }
  },
  ONE,
);

labTest(
  'in a partition both nodes are masters, and when it heals, the one with the lower priority yields',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...FAST,
      '--fault',
      'partition:1s',
      ...IMPATIENT,
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    for (const {outages} of report.observers) {
      t.true(outages.some(({afterNs, mostNs = 0n}) => afterNs < 300n * MS && mostNs > 200n * MS));
    }
    // Which advertisement crosses the healed cable first depends on the phase: it is reported either way.
    const last = report.announcements.findLast(({heardBy}) => heardBy.length > 0)?.node;
    t.is(
      report.findings.some(({code}) => code === 'silent-failback'),
      last === 'ns1',
    );
  },
  ONE,
);

labTest(
  'mute-tx: both hold the address; mute-rx: no node takes over, and an outage without an end is not measured',
  async (t, who) => {
    const mute = await runTrials(t, who, [...FAST, '--fault', 'mute-tx']);
    t.is(mute.code, 0, mute.stderr);
    t.deepEqual(mute.report.owners, ['ns0', 'ns1']);
    assertOutages(t, mute.report, 200, 900);
    const deaf = await runTrials(t, who, [
      ...FAST,
      '--fault',
      'mute-rx',
      '--timeout',
      '1s',
      '--max-outage',
      '60s',
    ]);
    t.is(deaf.code, 3);
    t.is(deaf.stderr, 'vip: trial: an outage had not ended when the trial did, so its length is unknown\n');
    t.deepEqual(deaf.report.owners, ['ns0']);
    t.false(deaf.report.isMeasured);
    t.true(
      deaf.report.observers.every(({outage}) => outage.mostNs === undefined && outage.leastNs > 500n * MS),
    );
  },
  ONE,
);

labTest(
  'a port that starts forwarding late loses the first announcements, and the second set ends the outage',
  async (t, who) => {
    const args = [...FAST, '--fault', 'node-crash', '--forward-delay', '400ms', '--settle', '1s'];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    const heard = report.announcements
      .filter(({node, afterNs}) => node === 'ns1' && afterNs > 0n)
      .map(({heardBy}) => heardBy.length > 0);
    t.deepEqual(heard.slice(0, 5), Array(5).fill(false));
    const first = heard.indexOf(true);
    t.true(first >= 5 && heard.slice(first).every(isHeard => isHeard), heard.join(' '));
    const ext = report.observers.find(({name}) => name === 'ext');
    const parts = ext?.budget.map(({part, ns, unknown}) => `${part} ${ns ?? unknown}`).join(', ');
    // A second set that was already pending comes less than a second later, but nothing comes before the port forwards.
    t.true((ext?.budget.find(({part}) => part === 'deliver')?.ns ?? 0n) > 380n * MS, parts);
    assertOutages(t, report, 550, 2500);
  },
  ONE,
);

labTest(
  'an interruption in the middle of a freeze leaves nothing behind, not even stopped processes',
  async (t, who) => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGKILL', null],
    ] as const) {
      const {mark, env} = markedEnvironment();
      const running = startVip(
        who,
        ['trial', '--json', ...FAST, '--vrrp', 'garp_master_delay 0', '--fault', 'freeze:10m'],
        {env},
      );
      await running.says('"step":"fault","phase":"done"');
      await sleep(100);
      running.child.kill(signal);
      t.is((await running.ended).code, code, signal);
      t.deepEqual(await untilGone(mark), [], signal);
    }
  },
  ONE,
);

labTest(
  'reload: keepalived reads its configuration again, nothing moves, and no answer is lost',
  async (t, who) => {
    const {code, report, stdout, stderr} = await runTrials(t, who, [
      ...[...FAST, '--fault', 'reload', '--settle', '0s', '--max-outage', '100ms'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.deepEqual(report.findings, []);
    t.deepEqual(
      report.announcements.filter(({afterNs}) => afterNs > 0n),
      [],
    );
    for (const {name, lost, answeredBy} of report.observers) {
      t.is(lost, 0, name);
      t.deepEqual(Object.keys(answeredBy), ['ns0'], name);
    }
    const [, after = ''] = stdout.split('"step":"fault","phase":"done"');
    t.regex(after, /"node":"ns0","kind":"said"[^\n]*"text":"Reload complete"/);
    t.notRegex(after, /"kind":"address"/);
  },
  ONE,
);
