/**
 * Whatever is broken, the doctor reports it with its code; the printed commands fix it, and it is no longer
 * reported.
 */

import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {instance, startOn} from '../helpers/doctor-instance.js';
import {type Diagnosis, type DoctorLab, openDoctorLab, VIP} from '../helpers/doctor-lab.js';
import {HEALTHY, keepalived, ROWS, stopped} from '../helpers/doctor-rows.js';
import {stop} from '../helpers/pair.js';
import {startCommand, vip, vipCommand} from '../helpers/product.js';
import {rootTest, turnTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {isTorture} from '../helpers/torture.js';

async function play({sh}: DoctorLab, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const [, node = '', text = ''] = /^(\w+): (.*)$/s.exec(line) ?? [];
    await sh(node, text);
  }
}

// Each check once; `npm run torture` adds the other ways of breaking the same thing.
const TRIED = isTorture ? ROWS : ROWS.filter(({how}) => how === undefined);

for (const {code, severity, node, args, breaks, mends, how} of TRIED) {
  rootTest(`${code}${how === undefined ? '' : ` ${how}`}: found, fixed as printed, and gone`, async t => {
    const lab = await openDoctorLab(t);
    await play(lab, breaks);
    const full = `DOCTOR_${code}`;
    const before = await lab.doctor(node, args);
    const found = before.findings.filter(each => each.code === full);
    t.true(found.length > 0, JSON.stringify(before));
    t.is(found[0]?.severity, severity);
    const isFault = before.findings.some(each => each.severity !== 'note');
    t.is(before.code, isFault ? 1 : before.unseen.length > 0 ? 3 : 0);
    if (mends === undefined)
      t.true(
        found.every(({commands = []}) => commands.length > 0),
        JSON.stringify(found),
      );
    for (const {commands = []} of found) for (const command of commands) await lab.sh(node, command);
    await play(lab, mends ?? []);
    const after = await lab.doctor(node, args);
    t.deepEqual(
      after.findings.filter(each => each.code === full),
      [],
    );
  });
}

for (const {what, node, args, breaks} of HEALTHY) {
  rootTest(`healthy: ${what}`, async t => {
    const lab = await openDoctorLab(t);
    await play(lab, breaks);
    const {findings, unseen, stderr} = await lab.doctor(node, args);
    t.deepEqual(
      findings.filter(({severity}) => severity !== 'note'),
      [],
      stderr,
    );
    t.deepEqual(unseen, []);
  });
}

rootTest('an address that no machine has is not simply called passive', async t => {
  const {lab, sh} = await openDoctorLab(t);
  const told = async () => {
    const argv = vipCommand('root', ['doctor', '--ip', '10.77.0.199']);
    const {stdout} = await lab.run('b', argv).catch(({result}) => result);
    return stdout.split('\n\n')[0].replaceAll(/\n\s*/g, ' ').trim();
  };
  t.is(
    await told(),
    '10.77.0.199 on eth0, passive 10.77.0.199 is not on this host, and nothing here is configured to have it: the host was checked as one that would take it over; --probe asks whether any machine has it',
  );
  await sh(
    'b',
    startOn('b', instance('10.77.0.199/24')).replace(
      /until .*$/s,
      'until [ -s /run/b-vrrp.pid ]; do sleep 0.05; done',
    ),
  );
  t.regex(await told(), /^10\.77\.0\.199 on eth0, (?:passive|active)$/);
});

rootTest("probing the wire finds two owners, and another router's advertisements", async t => {
  const {sh, lab} = await openDoctorLab(t);
  await sh('b', `ip addr add ${VIP}/24 dev eth0`);
  const run = await lab
    .run('a', vipCommand('root', ['doctor', '--ip', VIP, '--probe']))
    .catch(({result}) => result);
  t.is(run.exitCode, 1, run.stderr);
  t.regex(run.stdout, /^error: DOCTOR_DUPLICATE$/m);
  t.regex(run.stdout, /^answered by 02:77:00:00:00:0c$/m);
  t.regex(run.stdout, /^no VRRP or CARP advertisement of another machine was received in \d+\.\d s$/m);
});

rootTest('if the wire cannot be probed, --probe says so, and the host is examined nevertheless', async t => {
  const {sh, doctor} = await openDoctorLab(t);
  const blindOf = ({unseen}: Diagnosis) =>
    unseen.filter(({code}) => code === 'DOCTOR_DUPLICATE').map(({why}) => why);
  await sh('a', 'echo 8 >/proc/sys/net/ipv4/conf/eth0/arp_ignore');
  const asUser = await doctor('a', ['--ip', VIP, '--probe'], 'user');
  t.is(asUser.code, 1, asUser.stderr);
  t.true(asUser.findings.some(({code}) => code === 'DOCTOR_ARP_IGNORE'));
  t.regex(blindOf(asUser)[0] ?? '', /^capture eth0: permission denied/);
  await sh('a', 'ip link set eth0 down');
  const down = await doctor('a', ['--ip', VIP, '--probe']);
  t.is(down.code, 1, down.stderr);
  t.true(down.findings.some(({code}) => code === 'DOCTOR_NO_CARRIER'));
  t.regex(blindOf(down)[0] ?? '', /eth0: interface is down/);
});

rootTest('--watch: a daemon that is being stopped is not a finding while it ends', async t => {
  const {lab, sh} = await openDoctorLab(t);
  await play({sh} as DoctorLab, [keepalived('b')]);
  const watching = startCommand(lab.command('b', vipCommand('root', ['doctor', '--ip', VIP, '--watch'])));
  await watching.says(/ note/);
  for (let round = 0; round < 4; round++) {
    await play({sh} as DoctorLab, [stopped('b'), keepalived('b', 'rm -f /run/b-vrrp.pid; ')]);
    await sh('b', 'until grep -q 120000E0 /proc/net/igmp; do sleep 0.1; done');
  }
  await sh('b', 'echo 8 >/proc/sys/net/ipv4/conf/eth0/arp_ignore; ip addr add 10.77.0.100/24 dev eth0');
  await watching.says(/DOCTOR_ARP_IGNORE/);
  stop(watching);
  t.notRegex((await watching.ended).stdout, /GROUP_NOT_JOINED/);
});

rootTest('an ordinary user is told what could not be examined; nothing is written, nothing sent', async t => {
  const {sh, lab} = await openDoctorLab(t);
  await sh('a', 'echo 8 >/proc/sys/net/ipv4/conf/eth0/arp_ignore');
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o755);
  const trace = join(directory, 'trace');
  writeFileSync(trace, '');
  chmodSync(trace, 0o666);
  const calls =
    'openat,open,creat,sendto,sendmsg,sendmmsg,unlink,unlinkat,rename,renameat2,mkdir,mkdirat,write';
  const traced = ['strace', '-f', '-o', trace, '-e', `trace=${calls}`, '-y'];
  const argv = vipCommand('user', ['doctor', '--ip', VIP]);
  const at = argv.indexOf('--') + 1;
  const run = await lab
    .run('a', [...argv.slice(0, at), ...traced, ...argv.slice(at)])
    .catch(({result}) => result);
  t.is(run.exitCode, 1, run.stderr);
  t.regex(run.stdout, /^error: DOCTOR_ARP_IGNORE$/m);
  t.regex(run.stdout, /^not checked \(nft -j list ruleset: [^)]*\):\n {2}DOCTOR_ARP_FILTERED$/m);
  const lines = readFileSync(trace, 'utf8').split('\n');
  t.true(lines.length > 100);
  t.deepEqual(lines.filter(changesSomething), []);
});

/**
 * Whether a system call opens a file for writing, creates one, or sends a packet. Netlink requests, pipes and
 * the terminal do not count.
 */
function changesSomething(line: string): boolean {
  if (/= -1 |resumed>|<unfinished/.test(line)) return false;
  if (/ (?:unlink|rename|mkdir|creat)/.test(line)) return true;
  if (/ open(?:at)?\(/.test(line))
    return /O_WRONLY|O_RDWR|O_CREAT/.test(line) && !/\/dev\/(?:null|tty)/.test(line);
  if (/ send/.test(line)) return !/<(?:NETLINK|UNIX|socket):/.test(line);
  return / write\(/.test(line) && !/<(?:pipe|anon_inode|socket|UNIX|\/dev\/)/.test(line);
}

rootTest(
  '--watch: an address that goes and comes back, and a fault that is made and fixed, are a line each',
  async t => {
    const {lab, sh} = await openDoctorLab(t);
    const watching = startCommand(lab.command('a', vipCommand('root', ['doctor', '--ip', VIP, '--watch'])));
    await watching.says(/ note/);
    await sh('a', 'echo 8 >/proc/sys/net/ipv4/conf/eth0/arp_ignore');
    await watching.says(
      /Z appeared: error: DOCTOR_ARP_IGNORE: arp_ignore of eth0 is 8\. Mend: sysctl -w net\/ipv4\/conf\/all\/arp_ignore=0 net\/ipv4\/conf\/eth0\/arp_ignore=0\n/,
    );
    await sh('a', 'echo 0 >/proc/sys/net/ipv4/conf/eth0/arp_ignore');
    await watching.says(/Z gone: error: DOCTOR_ARP_IGNORE: arp_ignore of eth0 is 8\.\n/);
    await sh('a', `ip addr del ${VIP}/24 dev eth0`);
    await watching.says(`Z now: ${VIP} on eth0, passive; before: ${VIP} on eth0, active\n`);
    await sh('a', `ip addr add ${VIP}/24 dev eth0`);
    await watching.says(`Z now: ${VIP} on eth0, active; before: ${VIP} on eth0, passive\n`);
    stop(watching);
    t.is((await watching.ended).stderr, '');
  },
);

turnTest('if no virtual IP is found, it says how to name one; a bad role is refused', async (t, who) => {
  const bare = await vip(who, ['doctor', '--ip', '192.0.2.77', '--iface', 'nowhere0', '--role', 'lord']);
  t.is(bare.code, 2);
  t.regex(bare.stderr, /--role: expected one of active, passive, client, switch, got "lord"/);
});

turnTest('nothing about an interface that does not exist is called healthy', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['doctor', '--ip', '192.0.2.77', '--iface', 'nowhere0']);
  t.deepEqual([code, stdout], [3, '']);
  t.is(stderr, 'vip: interface nowhere0: no such interface (ip link lists those that exist)\n');
});
