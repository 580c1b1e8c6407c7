/** Faults and options that the tests of the drivers leave out, with keepalived and with the user's programs. */

import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {intoLab} from '../helpers/lab-watch.js';
import {startVip} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {
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

labTest(
  'failback: the first node returns, takes over the address again, and announces it',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...FAST,
      ...['--fault', 'failback:1s', '--settle', '1500ms'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.deepEqual(report.findings, []);
    const heard = report.announcements.filter(
      ({afterNs, heardBy}) => afterNs > 0n && heardBy.includes('ext'),
    );
    t.deepEqual([...new Set(heard.map(({node}) => node))], ['ns1', 'ns0']);
    for (const {name, outages, believes} of report.observers) {
      t.true(
        outages.some(({afterNs}) => afterNs < 500n * MS),
        `${name}: dark when the link goes down`,
      );
      t.true(believes === undefined || believes === report.trial.settings.active.mac, name);
    }
    for (const {name, dark, outage, outages} of report.observers) {
      t.is(
        dark.mostNs,
        outages.reduce((sum, {mostNs = 0n}) => sum + mostNs, 0n),
        name,
      );
      t.true((dark.mostNs ?? 0n) >= (outage.mostNs ?? 0n), name);
    }
  },
  ONE,
);

labTest(
  "a freeze with keepalived's defaults, advertisements a second apart: dark from the thaw onwards, without an announcement",
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...['--driver', 'keepalived', '--fault', 'freeze:5s', ...IMPATIENT],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    // Whether the thawed master hears the other before its own timer sends is chance.
    const last = report.announcements.findLast(({heardBy}) => heardBy.length > 0)?.node;
    t.is(
      report.findings.some(({code}) => code === 'silent-failback'),
      last === 'ns1',
      textsOf(report).join('\n'),
    );
    for (const {name, outages} of report.observers) {
      t.true(
        outages.some(({afterNs, leastNs}) => afterNs < 500n * MS && leastNs > 2000n * MS),
        `${name}: three advertisements missed`,
      );
    }
  },
  tortured(ONE),
);

/** A configuration that preempts by priority, with its own router ID and priority. */
const config = (node: string, iface: string, priority: number) => `
vrrp_instance CUSTOMER {
  state BACKUP
  interface ${iface}
  virtual_router_id 77
  priority ${priority}
  advert_int 1
  garp_master_delay 0
  virtual_ipaddress {
    10.3.2.200/8 dev ${iface}
  }
  # of ${node}
}
`;

labTest(
  "keepalived with the user's own two files",
  async (t, who) => {
    const directory = openDirectory(t);
    writeFileSync(join(directory, 'a.conf'), config('ns0', 'mcv0', 201));
    writeFileSync(join(directory, 'b.conf'), config('ns1', 'mcv1', 60));
    const files = ['--config', 'a.conf', '--config', 'b.conf'];
    const {code, report, stdout, stderr} = await runTrials(
      t,
      who,
      ['--driver', 'keepalived', ...files, '--fault', 'stop', '--settle', '0s'],
      directory,
    );
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    // VRRP version 2, router 77, priority 60: the new master's own advertisement, in the captures of the run.
    t.regex(stdout, /"octets":"01005e000012[0-9a-f]+214d3c01/);
    const missing = await runTrials(t, who, [
      ...['--driver', 'keepalived', '--fault', 'kill'],
      ...['--config', join(directory, 'a.conf'), '--config', join(directory, 'none.conf')],
    ]);
    t.is(missing.code, 3);
    t.regex(missing.stderr, /^vip: --config: .*none\.conf: no such file\n$/);
  },
  ONE,
);

labTest(
  'two runs with the same seed have the fault at the same phase; another seed does not',
  async (t, who) => {
    const phases: number[] = [];
    for (const seed of ['5', '5', '6']) {
      const {report, code, stderr} = await runTrials(t, who, [
        ...[...FAST, '--fault', 'stop', '--settle', '0s'],
        ...['--seed', seed],
      ]);
      t.is(code, 0, stderr);
      phases.push(report.trial.phaseMs);
    }
    const [first, again, other] = phases;
    t.is(first, again);
    t.not(first, other);
    t.true(phases.every(phase => phase >= 0 && phase < 100));
  },
  USER,
);

labTest(
  'a link goes down under a program that does not watch it: one node owns the address, and the other will once its link is up',
  async (t, who) => {
    const up = 'ip addr add $VIP/8 dev $IFACE; [ $NODE = ns0 ] || arping -q -U -c 1 -I $IFACE $VIP';
    const {code, report, stderr} = await runTrials(t, who, [
      ...['--node-up', up, '--node-down', 'true', '--fault', 'link-down', '--settle', '0s'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    t.deepEqual(textsOf(report), [
      'ns0 still holds the address behind a link that is down: it will answer once the link is up again.',
    ]);
  },
  ONE,
);

/**
 * The longest time between two answers after this moment, in milliseconds, and the number of answers, from
 * `ping -D`.
 */
function longestGap(printed: string, sinceMs: number): {gapMs: number; answers: number} {
  const times = [...printed.matchAll(/^\[(\d+\.\d+)\] \d+ bytes from/gm)]
    .map(match => Number(match[1]) * 1000)
    .filter(at => at > sinceMs);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return {gapMs: Math.max(...gaps), answers: times.length};
}

labTest(
  'an independent ping(8) went without an answer for as long as the report says',
  async (t, who) => {
    const {mark, env} = markedEnvironment();
    const args = [...FAST, '--fault', 'node-crash', '--settle', '1s'];
    const running = startVip(who, ['trial', '--json', ...args], {env});
    await running.says('"step":"driver-start","phase":"done"');
    const [file = '', ...prefix] = intoLab(mark, who, 'ext');
    const ping = spawn(file, [...prefix, 'ping', '-D', '-n', '-i', '0.01', '10.3.2.200'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    t.teardown(() => ping.kill('SIGKILL'));
    let printed = '';
    ping.stdout.setEncoding('utf8').on('data', text => {
      printed += text;
    });
    const {code, stdout, stderr} = await running.ended;
    t.is(code, 0, stderr);
    t.deepEqual(await untilGone(mark), []);
    const {report} = readReports(stdout);
    const ext = report.observers.find(({name}) => name === 'ext');
    const {leastNs = 0n, mostNs = 0n} = ext?.outage ?? {};
    const [, fault = ''] = /^\{"at":"(\d+)",[^\n]*"step":"fault","phase":"begun"/m.exec(stdout) ?? [];
    // On a busy machine, daemons with such short timers may also change roles before the fault.
    const {gapMs, answers} = longestGap(printed, Number(BigInt(fault) / MS) - 100);
    t.true(answers > 20, `${answers} answers`);
    // Both probe independently: their gaps agree to within an interval and a busy machine's delays.
    t.true(gapMs > Number(leastNs / MS) - 60, `${gapMs} ms, reported ${leastNs}`);
    t.true(gapMs < Number(mostNs / MS) + 60, `${gapMs} ms, reported ${mostNs}`);
  },
  ONE,
);
