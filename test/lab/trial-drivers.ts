/** The other drivers, faults of the network, and what a series leaves on disk. */

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {decodeEvent, Timeline} from '@vip/analysis';
import {jsonReplacer} from '@vip/analysis/internal';
import {reportTrial, type TrialFinding, trialOf} from '@vip/core';
import {asWho, startCommand, vipCommand} from '../helpers/product.js';
import {labTest, tortured, turnTest} from '../helpers/require-lab.js';
import {areInstalled} from '../helpers/require-tool.js';
import {runTool} from '../helpers/run-tool.js';
import {
  assertOutages,
  IMPATIENT,
  MS,
  ONE,
  openDirectory,
  runTrials,
  textsOf,
  USER,
} from '../helpers/trial.js';

turnTest('vip: a planned switch-over costs a few probes', async (t, who) => {
  const directory = openDirectory(t);
  const args = [
    '--driver',
    'vip',
    '--runs',
    '3',
    '--warmup',
    '1',
    '--seed',
    '11',
    '--probe-interval',
    '10ms',
  ];
  const {code, reports, stdout, stderr} = await runTrials(
    t,
    who,
    [...args, '--out', 'runs', '--max-outage', '2s', '--max-outage', 'ext=1s', '--junit', 'junit.xml'],
    directory,
  );
  t.is(code, 0, stderr);
  t.is(reports.length, 3);
  const longest = reports.map(({observers}) =>
    observers.reduce((most, {outage}) => ((outage.mostNs ?? 0n) > most ? (outage.mostNs ?? 0n) : most), 0n),
  );
  // The best of three counts, because other work of the machine is not part of the switch-over.
  t.true(
    longest.some(ns => ns < 60n * MS),
    longest.join(' '),
  );
  for (const {owners, findings} of reports) t.deepEqual([owners, findings], [['ns1'], []]);

  const files = readdirSync(join(directory, 'runs')).sort();
  t.deepEqual(
    files.filter(name => name.endsWith('.jsonl')),
    ['run-0001.jsonl', 'run-0002.jsonl', 'run-0003.jsonl'],
  );
  const lines = stdout.split('\n').filter(line => line.startsWith('{"kind":"trial-report"'));
  for (const [index, line] of lines.entries()) {
    const saved = readFileSync(join(directory, 'runs', `run-000${index + 1}.jsonl`), 'utf8');
    const timeline = Timeline.of(saved.trim().split('\n').map(decodeEvent));
    const trial = trialOf(timeline);
    const again = trial && {kind: 'trial-report', run: index + 1, ...reportTrial(timeline, trial)};
    t.is(JSON.stringify(again, jsonReplacer), line);
  }
  t.true(files.includes('worst-ext.pcapng'), files.join(' '));
  if (areInstalled('tshark')) {
    const {stdout: shown} = runTool(
      'tshark',
      '-n',
      '-r',
      join(directory, 'runs', 'worst-ext.pcapng'),
      '-Y',
      'arp.isgratuitous',
    );
    t.true(shown.includes('02:00:00:00:00:11'), shown);
  }
  t.regex(
    readFileSync(join(directory, 'junit.xml'), 'utf8'),
    /<testsuite .* tests="15" failures="0" errors="0" /,
  );
  const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  t.deepEqual([summary.kind, summary.distributions.length, summary.violations], ['summary', 4, []]);
});

labTest(
  "the announcement does not arrive: the clients' own timers end the outage, and the budget says so",
  async (t, who) => {
    const args = [
      '--driver',
      'vip',
      '--drop-garp',
      'all',
      ...IMPATIENT,
      '--max-outage',
      '150ms',
      '--junit',
      'junit.xml',
    ];
    const directory = openDirectory(t);
    const {code, report, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 1, stderr);
    // At least one request goes unanswered for 200 ms; where it falls within an entry's second of DELAY is
    // chance.
    assertOutages(t, report, 190, 8000);
    t.true(report.announcements.every(({heardBy}) => heardBy.length === 0));
    const ended = report.observers.filter(({healings}) =>
      healings.some(({cause}) => cause === 'own-question'),
    );
    t.true(ended.length > 0);
    for (const {budget} of report.observers) {
      t.is(budget.find(({part}) => part === 'deliver')?.unknown, 'sent, but the switch dropped it');
    }
    t.deepEqual(report.trial.clientSysctls.delay_first_probe_time, '1');
    t.regex(
      readFileSync(join(directory, 'junit.xml'), 'utf8'),
      /<failure type="outage-over-limit" message="outage .*; limit: 150 ms"\/>/,
    );
  },
  ONE,
);

labTest(
  'the first announcement is lost, and the second ends the outage',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, ['--driver', 'vip', '--drop-garp', '1']);
    t.is(code, 0, stderr);
    t.deepEqual(
      report.announcements.map(({node, form, heardBy}) => [node, form, heardBy.length]),
      [
        ['ns1', 'request, target ff', 0],
        ['ns1', 'reply, target self', 3],
      ],
    );
    assertOutages(t, report, 0, 1000);
  },
  ONE,
);

labTest(
  'a third machine claims the address and is believed, which with a limit is a failure, however short the outage',
  async (t, who) => {
    const directory = openDirectory(t);
    const args = ['--driver', 'vip', '--fault', 'rogue', '--max-outage', '5s', '--junit', 'junit.xml'];
    const {code, report, stdout, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 1, stderr);
    const {failures, violations} = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    t.deepEqual(
      [violations, failures.map(({code}: TrialFinding) => code)],
      [[], ['two-owners', 'wrong-answerer']],
    );
    t.regex(
      readFileSync(join(directory, 'junit.xml'), 'utf8'),
      /name="run 1 findings" time="[\d.]+"><failure type="two-owners" message="two-owners: ns0 and rogue both hold/,
    );
    t.deepEqual(report.owners, ['ns0', 'rogue']);
    for (const {answeredBy} of report.observers) t.true((answeredBy.rogue ?? 0) > 0);
    t.regex(
      textsOf(report).join('\n'),
      // Every observer believes it: who sends where is reported only if they differ.
      /^ns0 and rogue both hold the address at the end\.\n.*: answered by the rogue machine\.(?:\nSending to rogue at the end: |$)/,
    );
  },
  ONE,
);

turnTest(
  'frr: one address of each family on a virtual MAC; the backup has them on interfaces that are held down',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...['--driver', 'frr', '--family', 'both', '--advert-int', '100ms', '--fault', 'partition:3s'],
      ...['--settle', '1s', ...IMPATIENT],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual([report.owners, report.secondOwners], [['ns0'], ['ns0']]);
    const after = report.announcements.filter(({node, afterNs}) => node === 'ns1' && afterNs > 0n);
    t.deepEqual(after.map(({ip, mac, form}) => `${ip} ${mac} ${form}`).sort(), [
      '10.3.2.200 00:00:5e:00:01:33 request, target ff',
      'fd00:3:2::200 00:00:5e:00:02:33 unsolicited, Router, Override',
    ]);
    for (const {name, answeredBy} of report.observers)
      t.true((answeredBy.ns0 ?? 0) > 0 && (answeredBy.ns1 ?? 0) > 0, name);
  },
);

labTest(
  'frr: version 2, with the daemon stopped the way an init system does',
  async (t, who) => {
    const args = ['--driver', 'frr', '--vrrp', 'version 2', '--fault', 'stop'];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    t.deepEqual([report.owners, report.findings], [['ns1'], []]);
  },
  tortured(ONE),
);

labTest(
  'ucarp sends one announcement at the takeover, in its own form',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      '--driver',
      'ucarp',
      '--fault',
      'link-down',
      '--settle',
      '2700ms',
    ]);
    t.is(code, 0, stderr);
    assertOutages(t, report, 2500, 4600);
    t.deepEqual(report.owners, ['ns1']);
    const after = report.announcements.filter(({node, afterNs}) => node === 'ns1' && afterNs > 0n);
    t.deepEqual(
      after.map(({form}) => form),
      ['request, target self', 'request, target self'],
    );
  },
  USER,
);

const UP = 'ip addr add $VIP/$PREFIX dev $IFACE && arping -q -U -c 1 -I $IFACE $VIP';

labTest(
  "exec runs two of the user's commands",
  async (t, who) => {
    const args = ['--node-up', UP, '--node-down', 'ip addr del $VIP/$PREFIX dev $IFACE'];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    t.is(report.trial.driver, 'exec');
    t.deepEqual(report.owners, ['ns1']);
    assertOutages(t, report, 0, 1000);
  },
  USER,
);

labTest(
  "exec runs the user's program, which watches by itself",
  async (t, who) => {
    const wait =
      'if [ $NODE = ns1 ]; then sleep 0.5; while ping -q -c 1 -W 1 $PEER >/dev/null; do sleep 0.1; done; fi';
    const args = [
      '--node-cmd',
      `${wait}; ${UP}; exec sleep infinity`,
      '--patience',
      '8s',
      '--fault',
      'node-crash',
    ];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    // One unanswered ping takes a second, after up to a tenth of a second.
    assertOutages(t, report, 800, 3500);
  },
  USER,
);

turnTest(
  'a driver that is not installed yields one line and exit code 3, with nothing touched',
  async (t, who) => {
    const hide = 'for file; do mount --bind /dev/null "$file"; done';
    const user = who === 'user' ? ['--user', '--map-root-user'] : [];
    for (const [driver, file, name] of [
      ['keepalived', '/usr/sbin/keepalived', 'keepalived'],
      ['ucarp', '/usr/sbin/ucarp', 'ucarp'],
      ['vip', '/usr/sbin/nft', 'nftables'],
    ] as const) {
      const [, ...vipWords] = vipCommand('root', ['trial', '--driver', driver]);
      const words = vipCommand(who, ['trial', '--driver', driver]).slice(-1 - vipWords.length);
      const script = `(${hide}) && exec "$0" "$@"`.replace('for file;', `for file in ${file};`);
      const {ended} = startCommand(asWho(who, ['unshare', '--mount', ...user, 'sh', '-c', script, ...words]));
      const {code, stdout, stderr} = await ended;
      t.is(code, 3, stderr);
      t.is(stdout, '');
      t.regex(stderr, new RegExp(`^vip: .* is not installed: sudo apt-get install ${name}\n$`));
    }
  },
);
