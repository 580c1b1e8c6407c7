/**
 * The output and the end of the software under test are shown at once, saved with the run, and part of every
 * report.
 */

import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {decodeEvent} from '@vip/analysis';
import {vip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {FAST, ONE, openDirectory, runTrials, textsOf, USER} from '../helpers/trial.js';

/** Options for everything that a run can save. */
const KEPT = ['--out', 'runs', '--junit', 'junit.xml'];

const read = (directory: string, ...names: string[]) => readFileSync(join(directory, ...names), 'utf8');

/** Writes the user's own files, by name. */
function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), {recursive: true});
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), text.startsWith('#!') ? 0o755 : 0o644);
  }
}

/** An instance of keepalived with these further lines. */
const instance = (iface: string, priority: number, ...lines: string[]) => `
vrrp_instance VIP {
  interface ${iface}
  virtual_router_id 77
  priority ${priority}
  version 3
  advert_int 0.2
  garp_master_delay 0
${lines.map(line => `  ${line}\n`).join('')}
  virtual_ipaddress {
    10.3.2.200/8 dev ${iface}
  }
}
`;

labTest(
  "a typo in --vrrp is refused in keepalived's own words, and the trial is not measured without the line",
  async (t, who) => {
    const directory = openDirectory(t);
    const args = [...FAST, '--vrrp', 'garp_mastr_refresh 1', '--fault', 'stop', ...KEPT];
    const {code, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 2, stderr);
    t.regex(
      stderr,
      /^vip: --vrrp: keepalived rejects it: \(line \d+\) Unknown keyword 'garp_mastr_refresh'\n$/,
    );
    t.regex(
      read(directory, 'junit.xml'),
      /<error type="run-failed" message="vrrp: keepalived rejects it: .*garp_mastr_refresh/,
    );
    const last = read(directory, 'runs', 'run-0001.jsonl').trim().split('\n').map(decodeEvent).at(-1);
    t.is(last?.kind, 'failed');
    const elsewhere = {cwd: openDirectory(t)};
    const told = await vip(who, ['trial', '--vrrp', 'garp_mastr_refresh 1', ...KEPT], elsewhere);
    t.deepEqual([told.code, told.stdout], [2, ''], 'to a reader it is one line, and no report');
    t.is(told.stderr.split('\n').length, 2, told.stderr);
  },
  ONE,
);

labTest(
  'a program that ends, ends the trial: at once, with its last words, in the log, the report and JUnit',
  async (t, who) => {
    const directory = openDirectory(t);
    const program = 'echo "my daemon, on $NODE"; sleep 0.3; echo "cannot bind: no" >&2; exit 7';
    const args = ['--node-cmd', program, '--fault', 'kill', ...KEPT, '--report', 'report.html'];
    const {code, report, stdout, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 3, stderr);
    const lines = stderr.trim().split('\n');
    t.regex(
      lines.at(-1) ?? '',
      /^vip: trial: node-cmd on ns[01] ended unexpectedly with exit 7: cannot bind: no$/,
    );
    t.true(lines.includes('vip: ns0 said: my daemon, on ns0'), stderr);
    t.regex(report.failure?.message ?? '', /^trial: node-cmd on ns[01] ended unexpectedly with exit 7/);
    t.deepEqual([report.observers, report.isMeasured], [[], false]);
    t.regex(stdout, /"kind":"program-ended","program":"node-cmd","byFault":false,"status":7/);
    t.regex(read(directory, 'runs', 'run-0001-ns0.log'), /^20\S+Z my daemon, on ns0\n/);
    t.regex(
      read(directory, 'junit.xml'),
      /tests="1" failures="0" errors="1"[\s\S]*>ns0: my daemon, on ns0\n/,
    );
    t.regex(
      read(directory, 'report.html'),
      /The run failed: node-cmd on ns[01] ended unexpectedly with exit 7/,
    );
  },
  USER,
);

labTest(
  "a program in the caller's own directory runs there",
  async (t, who) => {
    const directory = openDirectory(t);
    write(directory, {
      'ha/my-daemon': [
        '#!/bin/sh',
        '. ./ha/settings',
        '[ "$NODE" = "$FIRST" ] && ip addr add $VIP/$PREFIX dev $IFACE && arping -q -U -c 1 -I $IFACE $VIP',
        'exec sleep infinity',
      ].join('\n'),
      'ha/settings': 'FIRST=ns0\n',
    });
    const {code, report, stderr} = await runTrials(
      t,
      who,
      ['--node-cmd', './ha/my-daemon', '--fault', 'rogue'],
      directory,
    );
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0', 'rogue']);
    const missing = await runTrials(t, who, ['--node-up', './ha/none', '--fault', 'rogue'], directory);
    t.is(missing.code, 3);
    t.regex(missing.stderr, /vip: trial: node-up on ns0 ended with exit 127: .*\.\/ha\/none: not found\n$/);
  },
  USER,
);

labTest(
  'nothing is measured if not everything was steady before the fault: --steady says what was amiss, with exit 3',
  async (t, who) => {
    const directory = openDirectory(t);
    write(directory, {
      flapping: [
        '#!/bin/sh',
        'ip addr add $VIP/$PREFIX dev $IFACE',
        '[ "$NODE" = ns0 ] || { ip addr del $VIP/$PREFIX dev $IFACE; exec sleep infinity; }',
        'while sleep 0.7; do ip addr del $VIP/$PREFIX dev $IFACE; sleep 0.1; ip addr add $VIP/$PREFIX dev $IFACE; done',
      ].join('\n'),
    });
    const args = ['--node-cmd', './flapping', '--fault', 'kill', '--steady', '2s', ...KEPT];
    const {code, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 3, stderr);
    t.regex(stderr, /^vip: trial: not steady before the fault: /m);
    t.regex(stderr, /10\.3\.2\.200 was removed at ns0; 10\.3\.2\.200 was added at ns0/);
    t.regex(
      read(directory, 'junit.xml'),
      /<error type="run-failed" message="trial: not steady before the fault: /,
    );
  },
  ONE,
);

labTest(
  'an instance in FAULT, on either node, is reported at once with the reason',
  async (t, who) => {
    const directory = openDirectory(t);
    write(directory, {
      'a.conf': instance('mcv0', 150),
      'b.conf': instance('mcv1', 100, 'unicast_src_ip 172.16.9.9', 'unicast_peer {', '10.3.2.210', '}'),
    });
    const args = ['--driver', 'keepalived', '--config', 'a.conf', '--config', 'b.conf', '--fault', 'stop'];
    const {code, report, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 3, stderr);
    const message = 'keepalived on ns1: instance VIP is in FAULT (src address not configured)';
    t.regex(stderr, /^vip: ns1 said: .*entering FAULT state/m);
    // The message about giving up says how long the wait took.
    t.true(stderr.endsWith(`vip: trial: ${message}\n`), stderr);
    t.deepEqual(
      report.findings.map(({code}) => code),
      ['instance-in-fault'],
    );
  },
  ONE,
);

labTest(
  "messages of keepalived's check of the user's files are findings; their includes are found next to them",
  async (t, who) => {
    const directory = openDirectory(t);
    const files = (iface: string, priority: number) =>
      `include vips-${iface}.conf\ninclude none.conf\n${instance(iface, priority).replace(/ {2}virtual_ipaddress[\s\S]*?\n {2}}/, `  include addresses-${iface}.conf`)}`;
    write(directory, {
      'etc/a.conf': files('mcv0', 150),
      'etc/b.conf': files('mcv1', 100),
      ...Object.fromEntries(
        ['mcv0', 'mcv1'].flatMap(iface => [
          [`etc/vips-${iface}.conf`, 'global_defs {\n  vrrp_version 2\n}\n'],
          [`etc/addresses-${iface}.conf`, `  virtual_ipaddress {\n    10.3.2.200/8 dev ${iface}\n  }\n`],
        ]),
      ),
    });
    const args = ['--config', 'etc/a.conf', '--config', 'etc/b.conf', '--fault', 'stop', '--settle', '0s'];
    const {code, report, stderr} = await runTrials(t, who, ['--driver', 'keepalived', ...args], directory);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    t.deepEqual(
      report.findings.map(({code}) => code),
      ['configuration'],
    );
    t.regex(
      textsOf(report)[0] ?? '',
      /^keepalived says about its configuration on ns0 and ns1: .*none\.conf/,
    );
  },
  ONE,
);

labTest(
  'a sync group of both families: the nodes have a link-local address, and the failover is measured',
  async (t, who) => {
    const directory = openDirectory(t);
    const both = (iface: string, priority: number) => `
vrrp_sync_group BOTH {
  group {
    VIP
    VIP6
  }
}
${instance(iface, priority)}
${instance(iface, priority).replace('VIP {', 'VIP6 {').replace('10.3.2.200/8', 'fd00:3:2::200/64').replace('77', '78')}
`;
    write(directory, {'a.conf': both('mcv0', 150), 'b.conf': both('mcv1', 100)});
    const args = ['--config', 'a.conf', '--config', 'b.conf', '--fault', 'node-crash', '--settle', '500ms'];
    const {code, report, stdout, stderr} = await runTrials(
      t,
      who,
      ['--driver', 'keepalived', ...args],
      directory,
    );
    t.is(code, 0, stderr);
    t.deepEqual([report.owners, report.findings], [['ns1'], []]);
    t.regex(stdout, /"node":"ns1","kind":"address","iface":"mcv1","ip":"fd00:3:2::200","change":"added"/);
  },
  ONE,
);

labTest(
  'after a link went down and came back, the IPv6 address is there again',
  async (t, who) => {
    const directory = openDirectory(t);
    const only = (iface: string, priority: number) =>
      `${instance(iface, priority)}${instance(iface, priority).replace('VIP {', 'VIP6 {').replace('10.3.2.200/8', 'fd00:3:2::200/64').replace('77', '78')}`;
    write(directory, {'a.conf': only('mcv0', 150), 'b.conf': only('mcv1', 100)});
    const args = ['--config', 'a.conf', '--config', 'b.conf', '--fault', 'failback:1500ms', '--settle', '1s'];
    const {code, report, stdout, stderr} = await runTrials(
      t,
      who,
      ['--driver', 'keepalived', ...args],
      directory,
    );
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns0']);
    const six = stdout.split('\n').filter(line => /"ns0","kind":"address".*"fd00:3:2::200"/.test(line));
    t.regex(six.at(-1) ?? '', /"change":"added"/);
  },
  ONE,
);

labTest(
  'a daemon that ends as an unintended consequence of the fault is a finding',
  async (t, who) => {
    const args = ['--driver', 'ucarp', '--fault', 'link-down', '--settle', '0s'];
    const {code, report, stderr} = await runTrials(t, who, args);
    t.is(code, 0, stderr);
    t.deepEqual(report.owners, ['ns1']);
    // ucarp 1.5.2: its capture ends when the interface goes down.
    t.regex(
      textsOf(report).join('\n'),
      /^ucarp on ns0 ended with exit 0 .* after the fault: .*exiting: pfds\[0\]/m,
    );
  },
  ONE,
);

/** A configuration unlike any lab's: its own interface names and addresses, one of the other family. */
const OWN = (iface: string, priority: number, address: string, peer: string) => `
vrrp_instance V {
  state BACKUP
  interface ${iface}
  virtual_router_id 7
  priority ${priority}
  version 3
  advert_int 0.2
  unicast_src_ip ${address}
  unicast_peer {
    ${peer}
  }
  virtual_ipaddress {
    192.168.7.100/24
    10.7.7.7/24
  }
  virtual_ipaddress_excluded {
    fd00:7::100/64
  }
}
vrrp_instance W {
  state BACKUP
  interface ${iface}
  virtual_router_id 8
  priority ${priority - 50}
  version 3
  advert_int 0.2
  virtual_ipaddress {
    192.168.7.101/24
  }
}
`;

labTest(
  "the user's own configurations run unchanged in a lab with their interfaces and addresses, and every address of both nodes is measured",
  async (t, who) => {
    const directory = openDirectory(t);
    write(directory, {
      'a.conf': OWN('eth0', 150, '192.168.7.1', '192.168.7.2'),
      'b.conf': OWN('ens3', 100, '192.168.7.2', '192.168.7.1'),
    });
    const args = ['--config', 'a.conf', '--config', 'b.conf', '--fault', 'stop', '--settle', '0s'];
    const {code, report, stderr} = await runTrials(t, who, args, directory);
    t.is(code, 0, stderr);
    const {settings, second, more = []} = report.trial;
    t.deepEqual([settings.active.iface, settings.passive.iface], ['eth0', 'ens3']);
    t.deepEqual([settings.active.address.address, settings.passive.address.address], [
      '192.168.7.1',
      '192.168.7.2',
    ] as never);
    t.deepEqual([settings.vip.address, second?.vip.address], ['192.168.7.100', 'fd00:7::100'] as never);
    t.deepEqual(
      more.map(({vip}) => vip.address),
      ['192.168.7.101'] as never,
    );
    t.deepEqual([report.owners, report.secondOwners, report.furtherOwners], [['ns1'], ['ns1'], [['ns1']]]);
    t.deepEqual(
      report.observers.map(({name}) => name.split('/')[1]),
      ['192.168.7.100', 'fd00:7::100', '192.168.7.101'].flatMap(vip => [vip, vip, vip, vip]),
    );
    t.regex(stderr, /^vip: not measured: 10\.7\.7\.7: out of reach of the lab's observers, or too many$/m);
    t.deepEqual(
      report.forecasts?.map(({addresses}) => addresses.map(({ip, cameTrue}) => [ip, cameTrue])),
      [
        [
          ['192.168.7.100', true],
          ['fd00:7::100', true],
        ],
        [['192.168.7.101', true]],
      ] as never,
    );
    t.regex(
      stderr,
      /^vip: vip audit predicts for 192\.168\.7\.100 and fd00:7::100: if keepalived is stopped on ns0: ns1 /m,
    );
    t.regex(stderr, /^vip: vip audit predicts for 192\.168\.7\.101: if keepalived is stopped on ns0: ns1 /m);
  },
  ONE,
);
