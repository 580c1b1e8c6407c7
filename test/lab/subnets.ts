/**
 * Trials, the failover and lessons in networks other than the default: one option moves every station, or
 * each address is given.
 */

import {randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {LESSONS} from '@vip/core/internal';
import {lessonTest} from '../helpers/lesson-test.js';
import {startVip, vip, type Who} from '../helpers/product.js';
import {inTurn, labTest, tortured} from '../helpers/require-lab.js';
import {FAST, IMPATIENT, ONE, openDirectory, runTrials, USER} from '../helpers/trial.js';

const NETWORKS = [
  ['172.20.0.0/24', '172.20.0.200/24'],
  ['192.168.7.0/28', '192.168.7.9/28'],
  ['fd12:3456:789a:1::/64', 'fd12:3456:789a:1::200/64'],
] as const;

/** The lab's default addresses, which must not appear. */
const OUR_OWN = /\b10\.3\.2\.\d|\b10\.1\.1\.1\b|\bfd00:3:2:/;

const LESSONS_OF_IPV4 = LESSONS.map(({name}) => name).filter(name => name !== 'ipv6');

/** A small network and an IPv6 one; `npm run torture` adds the rest of the table. */
const USUALLY: readonly string[] = ['192.168.7.0/28', 'fd12:3456:789a:1::/64'];

for (const [network, address] of NETWORKS) {
  const usually = (who: readonly Who[]) => (USUALLY.includes(network) ? who : tortured(who));
  const isIpv6 = address.includes(':');
  labTest(
    `a trial in ${network}`,
    async (t, who) => {
      const {code, report, stderr} = await runTrials(t, who, [
        ...[...FAST, '--fault', 'node-crash', '--settle', '0s', '--vip', address],
      ]);
      t.is(code, 0, stderr);
      t.deepEqual(report.owners, ['ns1']);
      for (const {name, outage} of report.observers) t.not(outage.mostNs, undefined, name);
    },
    usually(ONE),
  );

  labTest(
    `a third machine claims the address in ${network}`,
    async (t, who) => {
      const {code, report, stderr} = await runTrials(t, who, [
        ...['--driver', 'vip', '--fault', 'rogue', '--vip', address],
      ]);
      t.is(code, 0, stderr);
      t.deepEqual(report.owners, ['ns0', 'rogue']);
      for (const {answeredBy, name} of report.observers) t.true((answeredBy.rogue ?? 0) > 0, name);
    },
    isIpv6 ? USER : tortured(USER),
  );

  labTest(
    `the failover in ${network}`,
    async (t, who) => {
      const {code, stdout, stderr} = await vip(who, ['experiment', '--delay', '0s', '--vip', address]);
      t.is(code, 0, stderr);
      t.regex(stdout, /Every expectation held\.\n$/);
    },
    usually(inTurn()),
  );

  lessonTest(
    `a lesson in ${network}`,
    async (t, who) => {
      const lesson = isIpv6 ? 'ipv6' : 'local-delivery';
      const {code, stdout, stderr} = await vip(who, ['lesson', lesson, '--vip', address]);
      t.is(code, 0, stderr);
      t.regex(stdout, new RegExp(address.replace(/\/.*/, '').replaceAll('.', '\\.')));
    },
    isIpv6 ? ONE : tortured(ONE),
  );

  for (const [driver, options] of Object.entries(driversOf(address))) {
    labTest(
      `driver ${driver} in ${network}`,
      async (t, who) => {
        const args = ['--driver', driver, ...options, '--vip', address, '--settle', '0s'];
        const {code, report, stdout, stderr} = await runTrials(t, who, args);
        t.is(code, 0, stderr);
        t.deepEqual(report.owners, ['ns1']);
        t.notRegex(stdout, OUR_OWN);
      },
      tortured(ONE),
    );
  }

  for (const lesson of isIpv6 ? ['ipv6'] : LESSONS_OF_IPV4) {
    lessonTest(
      `the lesson ${lesson} in ${network}`,
      async (t, who) => {
        const {code, stdout, stderr} = await vip(who, ['lesson', lesson, '--vip', address]);
        t.is(code, 0, stdout.slice(-2000) + stderr);
        if (lesson !== 'ipv6') t.notRegex(stdout, OUR_OWN);
      },
      tortured(ONE),
    );
  }

  labTest(
    `a scenario of every topology in ${network}`,
    async (t, who) => {
      const file = join(openDirectory(t), 'trials.json');
      const matrix = {topology: ['two-switches', 'two-networks', 'behind-router', 'macvlan']};
      writeFileSync(file, JSON.stringify({driver: 'vip', settle: '0s', vip: address, matrix}));
      const {code, stdout, stderr} = await vip(who, ['trial', '--scenario', file]);
      t.is(code, 0, stdout + stderr);
      t.notRegex(stdout, OUR_OWN);
    },
    tortured(USER),
  );

  labTest(
    `the lab to explore in ${network}, until ^C`,
    async (t, who) => {
      const name = `t${randomBytes(4).toString('hex')}`;
      const lab = startVip(who, ['lab', '--name', name, '--vip', address]);
      t.teardown(() => lab.child.kill('SIGKILL'));
      await lab.says(
        new RegExp(`ext +${address.replace(/\/.*/, '').replaceAll('.', '\\.')} is-at \\S+ +\\S+ +through`),
      );
      lab.child.kill('SIGINT');
      const {code, stdout, stderr} = await lab.ended;
      t.is(code, 0, stderr);
      t.notRegex(stdout, OUR_OWN);
    },
    isIpv6 ? USER : tortured(USER),
  );
}

/** Each driver with the options needed to move an address of this family. */
function driversOf(address: string): Readonly<Record<string, readonly string[]>> {
  const dad = address.includes(':') ? ' nodad' : '';
  const exec = [
    '--node-up',
    `ip addr add $VIP dev $IFACE${dad}`,
    '--node-down',
    'ip addr del $VIP dev $IFACE',
  ];
  const both = {
    vip: [],
    frr: ['--fault', 'node-crash'],
    // Nothing is announced: the observers have to find out.
    exec: [...exec, ...IMPATIENT, '--timeout', '20s'],
  };
  return address.includes(':') ? both : {...both, ucarp: ['--fault', 'node-crash']};
}

/** Every address of a lab in a small network, none of them the one that would follow from the VIP. */
const TOPOLOGY = {
  vip: '192.168.7.9/28',
  'ns0.ip': '192.168.7.2/28',
  'ns1.ip': '192.168.7.3/28',
  'client.ip': '192.168.7.4/28',
  'ext.ip': '192.168.7.5/28',
  'router.ip': '192.168.7.14/28',
};

for (const command of [
  ['trial', '--driver', 'vip', '--max-outage', '2s'],
  ['experiment', '--delay', '0s'],
  ['lesson', 'gateway'],
]) {
  labTest(
    `every address from a file: vip ${command.join(' ')}`,
    async (t, who) => {
      const file = join(openDirectory(t), 'topology.json');
      writeFileSync(file, JSON.stringify(TOPOLOGY));
      const {code, stdout, stderr} = await vip(who, [...command, '--topology', file]);
      t.is(code, 0, stdout + stderr);
      t.notRegex(stdout, /\b10\.3\.2\.\d+/);
    },
    ONE,
  );
}

labTest(
  "an observer that has the third machine's default address does not collide with it",
  async (t, who) => {
    const args = ['--driver', 'vip', '--set', 'ext.ip=10.3.2.66/8'];
    const {code, report, stderr} = await runTrials(t, who, [...args, '--max-outage', '2s']);
    t.is(code, 0, stderr);
    t.is(report.trial.settings.rogue, undefined);
    t.deepEqual(report.owners, ['ns1']);
  },
  USER,
);

lessonTest(
  'garp-forms in a network that has fewer addresses than the lesson has cells',
  async (t, who) => {
    const {code, stdout, stderr} = await vip(who, ['lesson', 'garp-forms', '--vip', '192.168.7.9/28']);
    t.is(code, 0, stdout.slice(-2000) + stderr);
    t.regex(stdout, /192\.168\.7\.9\/28 has fewer addresses than\s+that/);
    t.true(stdout.endsWith('Every expectation held.\n'));
  },
  tortured(USER),
);
