import {chmodSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openLab} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {lessonTest} from '../helpers/lesson-test.js';
import {openMachine} from '../helpers/machine.js';
import {asWho, startCommand, startVip, vip, vipCommand} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';
import {machineState, markedEnvironment, untilGone} from '../helpers/traces.js';

const RUN = ['experiment', '--delay', '0s'];

function directoryForAll(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'vip-test-'));
  chmodSync(directory, 0o777);
  t.teardown(() => rm(directory, {recursive: true, force: true}));
  return directory;
}

lessonTest(
  'existing names are not touched and do not get in the way',
  async t => {
    const {sh, vip: start} = await openMachine(t);
    await sh(
      'host',
      'ip netns add ns0; ip link add mcv-client type bridge; ip link add uplink0 type bridge; ip addr add 10.3.2.200/8 dev uplink0',
    );
    const state = () =>
      sh(
        'host',
        'ip netns list | cut -d" " -f1; ip -4 -json addr; ip -n ns0 -4 -json addr; cat /proc/mounts',
      );
    const before = await state();
    const {code, stdout, stderr} = await start(RUN).ended;
    t.is(code, 0, stdout + stderr);
    t.is(await state(), before);
  },
  ['root'],
);

lessonTest(
  'a lab inside a lab inside a lab',
  async (t, who) => {
    const user = who === 'user' ? ['--user', '--map-root-user'] : [];
    const inside = [
      'unshare',
      ...user,
      '--mount',
      '--net',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
    ];
    const again = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const words = asWho(who, [...inside, ...again, ...vipWords(vipCommand(who, RUN))]);
    const {code, stdout, stderr} = await startCommand(words).ended;
    t.is(code, 0, stdout + stderr);
  },
  ['root', 'user'],
);

/** The command line of `vip` without the words that make us an ordinary user, which we already are inside. */
function vipWords(command: readonly string[]): readonly string[] {
  return command.slice(command.indexOf(process.execPath));
}

/** Programs other than Node that a lab and these tests need; one is left out each time. */
const PROGRAMS = ['ip', 'unshare', 'nsenter', 'sh', 'mount', 'mkdir', 'cat', 'sleep', 'setpriv', 'env'];

function pathWithout(t: ExecutionContext, missing: string): string {
  const directory = join(directoryForAll(t), 'bin');
  mkdirSync(directory);
  for (const program of PROGRAMS.filter(each => each !== missing)) {
    const home = ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].find(each => readdirSync(each).includes(program));
    if (home !== undefined) symlinkSync(join(home, program), join(directory, program));
  }
  return directory;
}

const programs: readonly [program: string, line: RegExp][] = [
  ['ip', /^vip: lab: ip not found: install the packages iproute2 and util-linux\n$/],
  ['unshare', /^vip: lab: unshare not found: install the packages iproute2 and util-linux\n$/],
  ['nsenter', /^vip: nsenter: program not found: install the package util-linux\n$/],
  ['mount', /^vip: lab: mount not found: install the packages .*\n$/],
];

for (const [program, line] of programs) {
  turnTest(`a machine without ${program}`, async (t, who) => {
    const {mark, env} = markedEnvironment();
    const {code, stderr} = await vip(who, RUN, {env: {...env, PATH: pathWithout(t, program)}});
    t.is(code, 3);
    t.regex(stderr, line);
    t.deepEqual(await untilGone(mark), []);
  });
}

lessonTest('the programs on that path are all that a lab needs', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, RUN, {env: {PATH: pathWithout(t, '')}});
  t.is(code, 0, stdout + stderr);
});

labTest(
  'a machine without user namespaces',
  async (t, who) => {
    // This sets the limit of our own user namespace, in which we keep our identity.
    const script =
      'echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --ambient-caps=-all --inh-caps=-all -- "$@"';
    const words = asWho(who, [
      ...['unshare', '--user', '--map-current-user', '--keep-caps', 'sh', '-c', script, 'sh'],
      ...vipWords(vipCommand(who, RUN)),
    ]);
    const {code, stdout, stderr} = await startCommand(words).ended;
    t.is(code, 3, stdout + stderr);
    t.is(
      stderr,
      'vip: lab: this machine forbids user namespaces to ordinary users: run as root, or: sudo sysctl user.max_user_namespaces=10000\n',
    );
  },
  ['user'],
);

// A kernel that has macvlan cannot be made to lose it, but an unknown type of link has the same effect.
turnTest('a kernel without a type of link', async t => {
  const lab = await openLab();
  t.teardown(() => lab.close());
  const error = await t.throwsAsync(lab.batch('host', [['link', 'add', 'x0', 'type', 'macvlanx']]));
  t.like(error, {
    code: 'NOT_POSSIBLE',
    message:
      'lab: this kernel has no macvlanx interfaces (Unknown device type.): load the module with: sudo modprobe macvlanx',
  });
});

turnTest('--out where nobody may write, or into a file', async (t, who) => {
  const before = machineState();
  const directory = directoryForAll(t);
  writeFileSync(join(directory, 'file'), '');
  for (const out of ['/proc/vip-run', join(directory, 'file'), join(directory, 'file/run')]) {
    const {code, stdout, stderr} = await vip(who, [...RUN, '--out', out]);
    t.is(code, 3, out);
    t.is(stdout, '', out);
    t.regex(stderr, /^vip: --out .*: nothing was written: .*\n$/);
  }
  t.is(machineState(), before);
});

lessonTest('--out into an existing directory keeps its other files', async (t, who) => {
  const directory = directoryForAll(t);
  writeFileSync(join(directory, 'mine'), '');
  const {code, stdout, stderr} = await vip(who, [...RUN, '--out', directory]);
  t.is(code, 0, stdout + stderr);
  t.true(readdirSync(directory).includes('mine'));
  t.true(readdirSync(directory).includes('timeline.jsonl'));
});

turnTest('an interrupted run removes nothing from an existing directory', async (t, who) => {
  const directory = directoryForAll(t);
  writeFileSync(join(directory, 'mine'), '');
  const running = startVip(who, ['experiment', '--delay', '60s', '--out', directory]);
  await running.says('Performing failover');
  // setpriv(1) has become vip, so this signal reaches it.
  running.child.kill('SIGTERM');
  t.is((await running.ended).code, 143);
  t.deepEqual(readdirSync(directory), ['mine']);
});

const topologies: readonly [title: string, content: string | undefined, says: RegExp][] = [
  ['missing', undefined, /: no such file/],
  ['no JSON', '{', /expected a JSON object, got invalid JSON/],
  [
    'a file that others may not read is not quoted',
    'root:secret',
    /^vip: --topology: expected a JSON object, got invalid JSON\n$/,
  ],
  ['no object', '[]', /expected an object/],
  ['an unknown name', '{"ns9.ip": "10.0.0.1/8"}', /expected one of vip, /],
  ['a number', '{"vip": 7}', /vip: expected a string, got 7/],
  ['a bad address', '{"vip": "10.3.2/8"}', /vip: expected .*, got "10\.3\.2"/],
  ['an address twice', '{"ext.ip": "10.3.2.200/8"}', /expected every address once/],
];

for (const [title, content, says] of topologies) {
  turnTest(`--topology: ${title}`, async (t, who) => {
    const file = join(directoryForAll(t), 'topology.json');
    if (content !== undefined) writeFileSync(file, content);
    const {code, stdout, stderr} = await vip(who, [...RUN, '--topology', file]);
    // A file that cannot be read is not a usage error.
    t.is(code, content === undefined ? 3 : 2, stderr);
    t.is(stdout, '');
    t.regex(stderr, says);
    t.is(stderr.split('\n').length, 2, stderr);
  });
}
