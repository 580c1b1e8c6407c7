/** Trials of an IPv6 address, and of one address of each family, with the real programs. */

import {join} from 'node:path';
import {labTest, tortured} from '../helpers/require-lab.js';
import {areInstalled} from '../helpers/require-tool.js';
import {runTool} from '../helpers/run-tool.js';
import {FAST, IMPATIENT, MS, ONE, openDirectory, runTrials, textsOf, USER} from '../helpers/trial.js';

const VIP6: string = 'fd00:3:2::200';
const NEW_MAC = '02:00:00:00:00:11';

labTest(
  'keepalived moves an address of each family when its node crashes, and each is measured separately',
  async (t, who) => {
    const directory = openDirectory(t);
    const args = [
      ...FAST,
      ...['--probe-interval', '20ms'],
      '--family',
      'both',
      '--fault',
      'node-crash',
      '--out',
      'run',
      '--junit',
      'junit.xml',
    ];
    const limits = ['--max-outage', '8s', '--max-outage', 'ext/v6=8s'];
    const {code, report, stderr} = await runTrials(t, who, [...args, ...limits], directory);
    t.is(code, 0, stderr);
    t.deepEqual([report.owners, report.secondOwners], [['ns1'], ['ns1']]);
    t.deepEqual(textsOf(report), []);
    t.is(report.observers.length, 8);
    for (const {name, outage, budget} of report.observers) {
      t.true((outage.mostNs ?? 0n) > 100n * MS, name);
      t.is(outage.endedBy?.cause, 'announcement', name);
      t.deepEqual(
        budget.filter(({unknown}) => unknown !== undefined),
        [],
        name,
      );
    }
    const forms = (ip: string) => [
      ...new Set(
        report.announcements
          .filter(sent => (sent.ip as string) === ip && sent.node === 'ns1' && sent.afterNs > 0n)
          .map(({form}) => form),
      ),
    ];
    t.deepEqual(forms('10.3.2.200'), ['request, target ff']);
    t.deepEqual(forms(VIP6), ['unsolicited, Override']);
    if (!areInstalled('tshark')) return;
    // Another program reads from the observer's capture which MAC was announced, and which node answered
    // last.
    const tell = (filter: string, ...fields: string[]) =>
      runTool(
        'tshark',
        ...['-n', '-r', join(directory, 'run', 'worst-ext.pcapng'), '-Y', filter, '-T', 'fields'],
        ...fields.flatMap(field => ['-e', field]),
      ).stdout.trim();
    const told = tell(
      `icmpv6.type == 136 && icmpv6.nd.na.target_address == ${VIP6} && icmpv6.nd.na.flag.s == 0`,
      ...['eth.src', 'icmpv6.nd.na.flag.o'],
    );
    t.regex(told.split('\n').at(-1) ?? '', new RegExp(`^${NEW_MAC}\\t(?:1|True)$`));
    t.is(tell(`icmpv6.type == 129 && ipv6.src == ${VIP6}`, 'eth.src').split('\n').at(-1), NEW_MAC);
  },
  ONE,
);

labTest(
  'keepalived moves an IPv6 address when it is stopped',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [...FAST, '--family', '6', '--fault', 'stop']);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    for (const {name, vip, outage} of report.observers) {
      t.is(vip as string, VIP6);
      t.is(outage.endedBy?.cause, 'announcement', name);
    }
  },
  tortured(USER),
);

labTest(
  'duplicate address detection is part of the take, and takes more than a second',
  async (t, who) => {
    const args = ['--driver', 'vip', '--family', '6', '--dad', '--fault', 'link-down'];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    for (const {name, outage, budget} of report.observers) {
      const {ns = 0n, detectionNs = 0n} = budget.find(({part}) => part === 'take') ?? {};
      t.true(detectionNs >= 950n * MS && detectionNs <= ns, `${name}: ${detectionNs} of ${ns}`);
      t.true(outage.mostNs !== undefined && outage.mostNs >= detectionNs, name);
    }
  },
  ONE,
);

labTest(
  'commands that add an IPv6 address while the old node still has it: detection fails, and neither node answers',
  async (t, who) => {
    const args = ['--driver', 'exec', '--family', '6', '--timeout', '2s'];
    const up = 'ip addr add $VIP6/$PREFIX6 dev $IFACE; [ $NODE = ns0 ] || sleep 2';
    const down = 'ip addr del $VIP/$PREFIX dev $IFACE';
    const {code, report} = await runTrials(t, who, [...args, '--node-up', up, '--node-down', down]);
    t.is(code, 3);
    t.deepEqual(report.owners, []);
    t.true(report.findings.some(({code, subject}) => code === 'dad-failed' && subject === 'ns1'));
  },
  ONE,
);

labTest(
  'an announcement without Override is ignored, and the report names the rule',
  async (t, who) => {
    const args = ['--driver', 'vip', '--family', '6', '--no-override', ...IMPATIENT];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    const ext = report.observers.find(({name}) => name === 'ext');
    t.is(ext?.outage.endedBy?.cause, 'own-question');
    t.regex(ext?.outage.endedBy?.ignored?.rule ?? '', /^without Override/);
    t.true(report.announcements.some(({form}) => form === 'unsolicited, no Override'));
  },
  USER,
);

labTest(
  'the switch loses every advertisement: the clients find out by themselves',
  async (t, who) => {
    const args = ['--driver', 'vip', '--family', '6', '--drop-garp', 'all', ...IMPATIENT];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    const sent = report.announcements.filter(({node}) => node === 'ns1');
    t.true(sent.length > 0 && sent.every(({heardBy}) => heardBy.length === 0));
    for (const {outage} of report.observers) t.not(outage.endedBy?.cause, 'announcement');
  },
  tortured(USER),
);
