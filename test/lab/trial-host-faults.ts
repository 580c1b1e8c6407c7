/** Faults of the active host and of its neighbours, with keepalived: the address, the route, the port, a static entry. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {jsonLines, vip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {FAST, IMPATIENT, MS, ONE, openDirectory, runTrials, textsOf, USER} from '../helpers/trial.js';

labTest(
  'address-removed: keepalived adds the address again, on the same node, and announces it',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [...FAST, '--fault', 'address-removed']);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.true(report.announcements.some(({node, afterNs}) => node === 'ns0' && afterNs > -100n * MS));
    t.deepEqual([...new Set(report.announcements.map(({node}) => node))], ['ns0']);
    for (const {name, outage, lost, requestsLost} of report.observers) {
      t.true((outage.mostNs ?? 0n) < 1000n * MS, name);
      // The kernel may report the address one probe late.
      t.true(lost - requestsLost <= 1, `${name}: nobody had the address`);
    }
    for (const {name, budget} of report.observers) {
      const known = budget.filter(({ns}) => ns !== undefined).map(({part}) => part);
      t.true(known.includes('take'), `${name}: ns0 took it again`);
    }
  },
  ONE,
);

labTest(
  'route-lost: neighbours are answered, other networks are not, because the replies are lost',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [...FAST, '--fault', 'route-lost:1s']);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.deepEqual(
      report.announcements.filter(({afterNs}) => afterNs > 0n),
      [],
    );
    for (const {name, lost, requestsLost, outage} of report.observers) {
      if (name !== 'remote') t.is(lost, 0, name);
      else {
        t.true(lost > 0);
        t.is(requestsLost, 0);
        t.true(outage.leastNs > 500n * MS && (outage.mostNs ?? 0n) < 3000n * MS);
      }
    }
    const [said = ''] = textsOf(report);
    t.regex(said, /^ns0 received every request of remote \(\d+ probes\), and its replies were lost/);
    t.deepEqual(
      report.findings.map(({code}) => code),
      ['no-way-back'],
    );
  },
  USER,
);

labTest(
  'permanent-neighbour: clients behind the router get no answer whatever is announced, and those on the subnet follow',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...[...FAST, '--fault', 'permanent-neighbour', ...IMPATIENT, '--timeout', '3s', '--settle', '0s'],
    ]);
    t.is(code, 3, stderr);
    t.deepEqual(report.owners, ['ns1']);
    t.deepEqual(
      report.observers.filter(({outage}) => outage.mostNs === undefined).map(({name}) => name),
      ['router', 'remote'],
    );
    t.true(report.announcements.some(({node, heardBy}) => node === 'ns1' && heardBy.includes('router')));
    t.regex(
      textsOf(report).join('\n'),
      /router, remote: still dark at the end\. The router's entry is permanent/,
    );
  },
  ONE,
);

labTest(
  'old-port-late: both hold the address while the port is closed, and it is reached at the node that announced',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...[...FAST, '--fault', 'old-port-late:2s', ...IMPATIENT, '--settle', '0s'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    const unheard = report.announcements.filter(
      ({node, afterNs, heardBy}) => node === 'ns0' && afterNs < 2000n * MS && heardBy.length === 0,
    );
    t.true(unheard.length > 0, 'announced into the closed port');
    for (const {name, outages} of report.observers) {
      t.true(
        outages.some(({afterNs}) => afterNs < 500n * MS),
        name,
      );
    }
  },
  USER,
);

labTest(
  'service-down: the address follows the service, checked by a script, or by a file where no script can run',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [...FAST, '--fault', 'service-down']);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    t.deepEqual(report.findings, []);
    const {configurations = {}} = report.trial;
    t.regex(configurations.ns0 ?? '', who === 'root' ? /vrrp_script service/ : /track_file service/);
  },
);

const DEAF_TO_SERVICE = 'ip addr add $VIP/$PREFIX dev $IFACE; kill -0 $(cat $SERVICE) && exec sleep infinity';

labTest(
  'service-down: a program that leaves the address on the node with the dead service is detected, although no probe is lost',
  async (t, who) => {
    const command = `[ $NODE = ns0 ] || exec sleep infinity; ${DEAF_TO_SERVICE}`;
    const {code, report, stderr} = await runTrials(t, who, [
      ...['--node-cmd', command, '--patience', '500ms', '--fault', 'service-down', '--settle', '0s'],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.deepEqual(textsOf(report), [
      'The service on ns0 is down, and exec left the address there: it answers, and the service does not.',
    ]);
  },
  USER,
);

labTest(
  'service-down: pings are answered and the port refuses, as both the trial and vip explain on its capture say',
  async (t, who) => {
    const directory = openDirectory(t);
    const command = '[ $NODE = ns0 ] && ip addr add $VIP/$PREFIX dev $IFACE; exec sleep infinity';
    const {code, report, stderr} = await runTrials(
      t,
      who,
      [
        ...[
          '--node-cmd',
          command,
          '--patience',
          '2s',
          '--fault',
          'service-down',
          '--settle',
          '0s',
          '--out',
          'run',
        ],
        ...['--server', 'exec python3 -m http.server $PORT', '--tcp-port', '8080', '--tcp', 'connect@50ms'],
      ],
      directory,
    );
    t.is(code, 0, stderr);
    t.deepEqual(
      report.findings.map(({code: what}) => what),
      ['service-not-followed'],
    );
    for (const {name, lost} of report.observers) t.is(lost, 0, name);
    const file = join(directory, 'run/worst-ext.pcapng');
    const {stdout} = await vip(who, ['explain', '--json', '--ip', '10.3.2.200', file]);
    const [explanation] = jsonLines(stdout);
    t.is(explanation?.verdict, 'REFUSED', stdout);
    t.regex(stdout, /TCP port 8080 gave no service/);
  },
  ONE,
);

labTest(
  'reload-changed: different lists make two owners, because the backup discards what it hears',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [...FAST, '--fault', 'reload-changed']);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0', 'ns1']);
    t.true(report.findings.some(({code}) => code === 'two-owners'));
  },
  ONE,
);

labTest(
  "reload-changed: the user's own file is unchanged, although the daemon reads an included list with one more address",
  async (t, who) => {
    const directory = openDirectory(t);
    const own = (iface: string, priority: number, list: string) =>
      [
        `global_defs {\n  vrrp_version 3\n}\nvrrp_instance V {\n  state BACKUP\n  interface ${iface}\n  virtual_router_id 9\n  priority ${priority}`,
        `  advert_int 0.2\n  ${list}\n}\n`,
      ].join('\n');
    const list = '  virtual_ipaddress { 10.3.2.200/8 } # in one line\n';
    const files = {
      'a.conf': own('mcv0', 150, 'include list.conf'),
      'list.conf': list,
      'b.conf': own('mcv1', 100, list),
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(directory, name), text, {mode: 0o644});
    const config = ['--config', 'a.conf', '--config', 'b.conf'];
    const {code, report, stderr} = await runTrials(
      t,
      who,
      [...config, '--fault', 'reload-changed'],
      directory,
    );
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0', 'ns1']);
    t.true(report.announcements.some(({node, afterNs}) => node === 'ns1' && afterNs > 0n));
    for (const [name, text] of Object.entries(files)) t.is(readFileSync(join(directory, name), 'utf8'), text);
  },
  USER,
);

labTest(
  'boot-pulse: a node that hears nothing while it boots announces the address although there is a master, and yields once it hears',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...[...FAST, '--fault', 'boot-pulse:2s', ...IMPATIENT],
    ]);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    t.true(report.announcements.some(({node, afterNs}) => node === 'ns1' && afterNs < 2000n * MS));
    t.false(report.findings.some(({code}) => code === 'program-ended'));
  },
  USER,
);

labTest(
  'switch-sticky: caches are correct and announcements arrive, but no observer gets an answer',
  async (t, who) => {
    const {code, report, stderr} = await runTrials(t, who, [
      ...[...FAST, '--fault', 'switch-sticky', '--timeout', '2s', '--settle', '0s'],
    ]);
    t.is(code, 3, stderr);
    t.deepEqual(report.owners, ['ns1']);
    t.true(report.announcements.some(({node, heardBy}) => node === 'ns1' && heardBy.includes('ext')));
    for (const {name, outage} of report.observers) t.is(outage.mostNs, undefined, name);
    t.regex(
      textsOf(report).join('\n'),
      /ns1 sends from that MAC, but the switch keeps it on the port of ns0; no announcement helps/,
    );
  },
  ONE,
);

labTest(
  "start: probes that overflow the kernel's queue while it resolves the address are lost for good",
  async (t, who) => {
    const args = ['--driver', 'keepalived', '--fault', 'start', '--probe-interval', '5ms'];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    // The address appears three intervals and a skew after the start, at 3.4 s.
    for (const {name, outage, lost} of report.observers) {
      t.true(outage.leastNs > 2500n * MS, `${name}: ${outage.leastNs}`);
      // The kernel queues 128 of them.
      t.true(lost > 200, `${name}: ${lost}`);
    }
  },
  ONE,
);
