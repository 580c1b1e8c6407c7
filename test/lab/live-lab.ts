import {randomBytes} from 'node:crypto';
import {realpathSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openLab} from '@vip/core';
import {commandIn} from '@vip/core/internal';
import {openLiveLab} from '../helpers/live-lab.js';
import {jsonLines, startVip, vip} from '../helpers/product.js';
import {turnTest} from '../helpers/require-lab.js';
import {machineState, untilGone} from '../helpers/traces.js';
import {openDirectory} from '../helpers/trial.js';

turnTest('in a failover by hand, the address goes dark, and an announcement ends that', async (t, who) => {
  const before = machineState();
  const {name, mark, running, exec} = await openLiveLab(t, who, '--json');
  t.is((await exec('ns0', 'ip', 'link', 'set', 'mcv0', 'down')).code, 0);
  t.is((await exec('ns0', 'ip', 'addr', 'del', '10.3.2.200/8', 'dev', 'mcv0')).code, 0);
  t.is((await exec('ns1', 'ip', 'addr', 'add', '10.3.2.200/8', 'dev', 'mcv1')).code, 0);
  await running.says(/"holders":\["ns1"\].*"name":"ext"[^}]*"mac":"02:00:00:00:00:10"[^}]*"answered":0/);
  const entry = () => exec('ext', 'ip', '-j', 'neigh', 'show', 'to', '10.3.2.200');
  t.regex((await entry()).stdout, /02:00:00:00:00:10/);
  const garp = await vip(who, [
    'garp',
    '--node',
    'ns1',
    '--lab',
    name,
    '--iface',
    'mcv1',
    '--ip',
    '10.3.2.200',
    '--count',
    '1',
  ]);
  t.is(garp.code, 0, garp.stderr);
  t.regex((await entry()).stdout, /02:00:00:00:00:11/);
  await running.says(/"name":"ext"[^}]*"mac":"02:00:00:00:00:11"/);
  running.child.kill('SIGINT');
  const {code, stdout} = await running.ended;
  t.is(code, 0);
  t.is(jsonLines(stdout)[0]?.kind, 'ready');
  t.deepEqual(await untilGone(mark), []);
  t.is(machineState(), before);
});

turnTest('without a terminal, a table is printed when something changes', async (t, who) => {
  const {running, exec} = await openLiveLab(t, who);
  await running.says(
    /10\.3\.2\.200 is held by ns0\n(?:.*\n)*.*ext +10\.3\.2\.200 is-at 02:00:00:00:00:10 +REACHABLE +through/,
  );
  await exec('ns0', 'ip', 'link', 'set', 'mcv0', 'down');
  await running.says(/ext .* LOST/);
  running.child.kill('SIGINT');
  const {stdout} = await running.ended;
  t.deepEqual(
    stdout.split('\n').filter(line => line.length > 100),
    [],
  );
});

turnTest(
  "exec runs in the caller's directory, and reports what cannot be started: 127 or 126",
  async (t, who) => {
    const {name} = await openLiveLab(t, who);
    const cwd = openDirectory(t);
    writeFileSync(join(cwd, 'own.sh'), '#!/bin/sh\necho "$(pwd) $(cat beside)"\n', {mode: 0o755});
    writeFileSync(join(cwd, 'beside'), 'here');
    const exec = (node: string, ...argv: readonly string[]) =>
      vip(who, ['exec', '--lab', name, node, '--', ...argv], {cwd});
    for (const node of ['ext', 'host']) {
      t.is((await exec(node, './own.sh')).stdout, `${realpathSync(cwd)} here\n`);
      t.is((await exec(node, 'sh', 'own.sh')).stdout, `${realpathSync(cwd)} here\n`);
    }
    const rows = [
      ['./none', 127, 'no such file'],
      ['nosuchprogram', 127, 'program not found: is it installed and on the PATH?'],
      ['./beside', 126, 'expected a program (chmod +x makes one of a script)'],
      ['/tmp', 126, 'expected a program (chmod +x makes one of a script)'],
    ] as const;
    for (const [word, status, message] of rows) {
      const {code, stderr} = await exec('ext', word);
      t.deepEqual([code, stderr], [status, `vip: ${word}: ${message}\n`]);
    }
    const env = {PATH: `${cwd}:${process.env.PATH}`};
    t.is((await vip(who, ['exec', '--lab', name, 'ext', 'own.sh'], {cwd, env})).code, 0);
  },
);

turnTest('exec passes the exit code on, and refuses unknown nodes', async (t, who) => {
  const {name, exec} = await openLiveLab(t, who);
  t.is((await exec('ext', 'sh', '-c', 'exit 7')).code, 7);
  t.regex((await exec('router', 'ip', '-br', 'addr')).stdout, /lan0.*10\.1\.1\.1\/8/);
  const plain = await vip(who, ['exec', 'router', '--lab', name, 'ip', '-br', 'addr']);
  t.regex(plain.stdout, /lan0.*10\.1\.1\.1\/8/, 'options of the command, without --');
  const unknown = await exec('nowhere', 'true');
  t.is(unknown.code, 2);
  t.regex(
    unknown.stderr,
    /^vip: node: expected one of host, ext, lan, ns0, ns1, remote, router, got "nowhere"\n$/,
  );
  const missing = await vip(who, ['exec', '--lab', `${name}x`, 'ext', '--', 'true']);
  t.is(missing.code, 3);
  t.is(missing.stderr.trim().split('\n').length, 1);
  const twice = await vip(who, ['lab', '--name', name]);
  t.is(twice.code, 3);
  t.regex(twice.stderr, /is already running/);
});

turnTest('capture runs in a node', async (t, who) => {
  const {name} = await openLiveLab(t, who);
  const capture = startVip(who, [
    'capture',
    '--node',
    'ext',
    '--lab',
    name,
    '--iface',
    'ext0',
    '--garp',
    '--count',
    '1',
  ]);
  const garp = await vip(who, [
    'garp',
    '--node',
    'ns0',
    '--lab',
    name,
    '--iface',
    'mcv0',
    '--ip',
    '10.3.2.200',
    '--form',
    'request',
    '--count',
    '1',
  ]);
  t.is(garp.code, 0, garp.stderr);
  // The capture may have begun after the first announcement: announce until it has seen one.
  while (capture.child.exitCode === null) {
    await vip(who, [
      'garp',
      '--node',
      'ns0',
      '--lab',
      name,
      '--iface',
      'mcv0',
      '--ip',
      '10.3.2.200',
      '--form',
      'request',
      '--count',
      '1',
    ]);
  }
  const {code, stdout} = await capture.ended;
  t.is(code, 0);
  t.regex(stdout, /ext0 ARP announcement 10\.3\.2\.200 is-at 02:00:00:00:00:10/);
});

turnTest('a killed lab leaves nothing behind', async (t, who) => {
  const before = machineState();
  const {mark, running} = await openLiveLab(t, who);
  running.child.kill('SIGKILL');
  t.deepEqual(await untilGone(mark), []);
  t.is(machineState(), before);
});

turnTest('of two labs started at once with the same name, one succeeds', async (t, who) => {
  const name = `t${randomBytes(4).toString('hex')}`;
  const both = [1, 2].map(() => startVip(who, ['lab', '--name', name]));
  for (const {child} of both) t.teardown(() => child.kill('SIGKILL'));
  const refused = await Promise.race(both.map(async running => ({running, ended: await running.ended})));
  t.is(refused.ended.code, 3);
  t.is(refused.ended.stderr, `vip: lab: "${name}" is already running; choose another --name\n`);
  const [other] = both.filter(running => running !== refused.running);
  await other?.says('is up until ^C');
  t.is((await vip(who, ['exec', '--lab', name, 'ns1', '--', 'true'])).code, 0);
  other?.child.kill('SIGINT');
  t.is((await other?.ended)?.code, 0);
  const gone = await vip(who, ['exec', '--lab', name, 'ns1', '--', 'true']);
  t.is(gone.code, 3, 'the name went with the lab');
});

turnTest('several held experiments have different names', async (t, who) => {
  const held = [];
  for (let count = 0; count < 2; count++) {
    const running = startVip(who, ['experiment', '--delay', '0s', '--hold']);
    t.teardown(() => running.child.kill('SIGKILL'));
    await running.says(/The lab stays until \^C(?:.*\n)+.*vip exec .*ns1\n/);
    held.push(running);
  }
  for (const {child} of held) child.kill('SIGINT');
  const [one, other] = await Promise.all(held.map(async ({ended}) => (await ended).stdout));
  const nameIn = (text = '') => /vip exec (.*)ns1/.exec(text)?.[1];
  t.not(nameIn(one), nameIn(other));
});

turnTest("a process that merely has a lab's process ID is not entered", async t => {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const standing = {
    id: lab.id,
    name: 'x',
    pid: lab.pid,
    kind: {ownNetwork: true, ownUser: false},
    startedAt: 1,
  };
  await t.throwsAsync(commandIn(standing, 'host', ['true']), {
    code: 'NOT_POSSIBLE',
    message: 'lab x: its first process is gone',
  });
});
