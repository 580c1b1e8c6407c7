/**
 * Other users' labs are not seen, not trusted, and never a way to run something with the observer's
 * privileges.
 */

import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {asWho, startCommand, startVip, vip, vipCommand} from '../helpers/product.js';
import {rootTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/**
 * What an ordinary user can set up: a process with the command line of a lab's first process, in their own namespaces, where
 * another program stands in place of ip(8) and records that it was run.
 */
async function standTrap(t: ExecutionContext, name: string): Promise<{isSprung: () => boolean}> {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o777);
  const [witness, fake, script] = ['ran', 'ip', 'trap.sh'].map(file => join(directory, file)) as [
    string,
    string,
    string,
  ];
  writeFileSync(fake, `#!/bin/sh\necho "$*" >>${witness}\nid -u >>${witness}\n`);
  writeFileSync(
    script,
    `for program in $(for at in /bin /sbin /usr/bin /usr/sbin; do readlink -f $at/ip; done | sort -u); do
       mount --bind ${fake} $program || exit
     done
     mount -t tmpfs tmpfs /run && mkdir /run/netns
     exec sh -c 'echo stands; exec 3<&1; read -r word <&3; cat' vip-lab vip0123456789 own ${name}`,
  );
  for (const file of [fake, script]) chmodSync(file, 0o755);
  const unshare = [
    'unshare',
    '--user',
    '--map-root-user',
    '--mount',
    '--pid',
    '--net',
    '--fork',
    '--kill-child',
  ];
  const trap = startCommand(asWho('user', [...unshare, 'sh', script]));
  t.teardown(() => trap.child.kill('SIGKILL'));
  await trap.says('stands');
  return {isSprung: () => existsSync(witness)};
}

const uniqueName = () => `t${randomBytes(4).toString('hex')}`;

rootTest(
  "an ordinary user's process that is named like a lab is not taken for one, and none of that user's programs is run",
  async t => {
    const name = uniqueName();
    const trap = await standTrap(t, name);
    const attempts = [
      ['exec', '--lab', name, 'ns1', '--', 'true'],
      ['capture', '--lab', name, '--node', 'ns1', '--iface', 'lo', '--duration', '1ms'],
      ['garp', '--lab', name, '--node', 'ns1', '--iface', 'lo', '--ip', '10.3.2.200'],
    ];
    for (const words of attempts) {
      const {code, stderr} = await vip('root', words);
      t.is(code, 3, stderr);
      t.regex(stderr, /^vip: lab: .*\n$/);
    }
    await vip('root', ['exec', 'ns1', '--', 'true']);
    // The name is still free for root.
    const lab = startVip('root', ['lab', '--name', name]);
    t.teardown(() => lab.child.kill('SIGKILL'));
    await lab.says('is up until ^C');
    lab.child.kill('SIGINT');
    t.is((await lab.ended).code, 0);
    t.false(trap.isSprung());
  },
);

/** Opens a lab of an ordinary user and one of root's with the same name, which it returns. */
async function openBoth(t: ExecutionContext): Promise<string> {
  const name = uniqueName();
  for (const who of ['user', 'root'] as const) {
    const lab = startVip(who, ['lab', '--name', name]);
    t.teardown(() => lab.child.kill('SIGKILL'));
    await lab.says('is up until ^C');
  }
  return name;
}

rootTest(
  "each user has their own labs, even of the same name; root enters another user's as its owner",
  async t => {
    const name = await openBoth(t);
    const uidMap = (who: 'root' | 'user', lab: string) =>
      vip(who, ['exec', '--lab', lab, 'ns1', '--', 'cat', '/proc/self/uid_map', '/proc/self/status']);
    const ownersUid = /^ +0 +65534 +1$/m;
    t.notRegex((await uidMap('root', name)).stdout, ownersUid);
    t.regex((await uidMap('user', name)).stdout, ownersUid);
    const entered = await uidMap('root', `nobody:${name}`);
    t.is(entered.code, 0, entered.stderr);
    t.regex(entered.stdout, ownersUid);
    t.regex(entered.stdout, /^Groups:\s*$/m);
    t.is((await vip('root', ['exec', '--lab', `65534:${name}`, 'ns1', '--', 'sh', '-c', 'exit 7'])).code, 7);
    const captured = await vip('root', [
      ...['capture', '--node', 'ns0', '--lab', `nobody:${name}`],
      ...['--iface', 'mcv0', '--count', '1', '--filter', 'icmp'],
    ]);
    t.is(captured.code, 0, captured.stderr);
  },
);

rootTest("root's privileges, terminal and environment stay outside another user's lab", async t => {
  const name = await openBoth(t);
  const script = 'env; cat /proc/self/stat; ls /root; ls -l /proc/self/fd/0 /proc/self/fd/1';
  const {stdout, stderr} = await vip(
    'root',
    ['exec', '--lab', `nobody:${name}`, 'host', '--', 'sh', '-c', script],
    {
      env: {SECRET: 'hunter2'},
    },
  );
  t.notRegex(stdout, /hunter2/);
  t.regex(stderr, /\/root.*Permission denied/);
  t.regex(stdout, /^\d+ \(cat\) \w \d+ \d+ \d+ 0 /m, 'no terminal');
});

rootTest(
  "only root enters another user's lab, and that user must exist; a shell there is not given the terminal",
  async t => {
    const name = await openBoth(t);
    const refusals: readonly [who: 'root' | 'user', words: readonly string[], code: number, line: RegExp][] =
      [
        [
          'user',
          ['--lab', `root:${name}`, 'ns1', '--', 'true'],
          3,
          /it belongs to root, and only root can enter it/,
        ],
        [
          'root',
          ['--lab', `nobody:${name}`, 'ns1'],
          2,
          /expected a command, since nobody is not given this terminal/,
        ],
        ['root', ['--lab', `no one:${name}`, 'ns1', '--', 'true'], 2, /user: expected one of this machine/],
        ['root', ['--lab', `nobody:${name}x`, 'ns1', '--', 'true'], 3, /lab: no lab is called/],
        ['root', ['--lab', `:${name}`, 'ns1', '--', 'true'], 2, /--lab: expected NAME or USER:NAME/],
      ];
    for (const [who, words, code, line] of refusals) {
      const ended = await vip(who, ['exec', ...words]);
      t.is(ended.code, code, ended.stderr);
      t.regex(ended.stderr, line);
    }
  },
);

/** A process's peak resident memory, in kB. */
const mostResident = (pid: number) =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

rootTest(
  "output of a command in another user's lab waits for its reader: in bounded memory, complete, and interruptible",
  async t => {
    const name = await openBoth(t);
    const unread = (script: string) => {
      const words = vipCommand('root', ['exec', '--lab', `nobody:${name}`, 'ns1', '--', 'sh', '-c', script]);
      const child = spawn(words[0] as string, words.slice(1), {stdio: ['ignore', 'pipe', 'inherit']});
      t.teardown(() => child.kill('SIGKILL'));
      const ended = new Promise<number | null>(resolve => child.once('close', resolve));
      return {child, ended};
    };
    const flood = unread('echo begun; exec yes "a line that nobody reads"');
    const seq = unread('seq 300000');
    await new Promise(resolve => flood.child.stdout.once('readable', resolve));
    // Without a bound, it would have taken gigabytes by then.
    await sleep(1500);
    t.true(
      mostResident(flood.child.pid as number) < 200_000,
      `${mostResident(flood.child.pid as number)} kB`,
    );
    flood.child.kill('SIGTERM');
    flood.child.stdout.resume();
    t.is(await flood.ended, 143);
    const octets: Uint8Array[] = [];
    for await (const chunk of seq.child.stdout) octets.push(chunk as Uint8Array);
    const lines = Buffer.concat(octets).toString().trimEnd().split('\n');
    t.deepEqual([lines.length, lines[0], lines.at(-1)], [300_000, '1', '300000']);
    t.is(await seq.ended, 0);
  },
);
