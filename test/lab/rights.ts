/**
 * Each of our processes that reads frames has the fewest possible privileges meanwhile and cannot gain any,
 * as the kernel shows.
 */

import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {openMachine} from '../helpers/machine.js';
import {descendants, type Process} from '../helpers/processes.js';
import {type Running, startCommand, startVip, vipCommand, type Who} from '../helpers/product.js';
import {labTest, rootTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/** CAP_NET_RAW of capabilities(7). */
const RAW = '0000000000002000';
const NONE = '0000000000000000';

/** A thread's status, as in proc_pid_status(5). */
interface Rights {
  readonly uid: string;
  readonly permitted: string;
  readonly effective: string;
  readonly bounding: string;
  readonly isShut: boolean;
}

function rightsIn(file: string): Rights {
  const status = readFileSync(file, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S*)`, 'm').exec(status)?.[1] ?? '';
  const [permitted, effective, bounding] = ['CapPrm', 'CapEff', 'CapBnd'].map(field) as [
    string,
    string,
    string,
  ];
  return {uid: field('Uid'), permitted, effective, bounding, isShut: field('NoNewPrivs') === '1'};
}

/** The faults of a process that should have no capabilities other than these. */
function faultsOf({pid, argv}: Process, kept: string): string[] {
  const about = `${pid} ${argv.slice(0, 3).join(' ')}`;
  try {
    const own = rightsIn(`/proc/${pid}/status`);
    const others = readdirSync(`/proc/${pid}/task`)
      .filter(thread => thread !== String(pid))
      .map(thread => rightsIn(`/proc/${pid}/task/${thread}/status`));
    const isRight =
      own.uid !== '0' &&
      own.permitted === kept &&
      own.effective === kept &&
      own.bounding === kept &&
      own.isShut;
    const areRight = others.every(
      ({uid, permitted, effective, isShut}) =>
        uid !== '0' && [kept, NONE].includes(permitted) && [kept, NONE].includes(effective) && isShut,
    );
    return isRight && areRight ? [] : [`${about}: ${JSON.stringify([own, others])}`];
  } catch {
    return []; // it has ended
  }
}

const isAgent = ({argv}: Process) => argv[0] === process.execPath && /agent\/main\.js$/.test(argv[1] ?? '');
const isCommand = ({argv}: Process) => argv[0] === process.execPath && /vip\.js$/.test(argv[1] ?? '');

/** Resolves when there are this many, and all are as they should be; rejects with the differences after a while. */
async function check(
  t: ExecutionContext,
  {child}: Running,
  isReader: (process: Process) => boolean,
  kept: string,
  count: number,
): Promise<void> {
  let found: Process[] = [];
  let faults: string[] = [];
  for (let turn = 0; turn < 400; turn++) {
    found = descendants(child.pid as number).filter(isReader);
    faults = found.flatMap(each => faultsOf(each, kept));
    if (found.length >= count && faults.length === 0) break;
    await sleep(25);
  }
  t.true(found.length >= count, `${found.length} of ${count}`);
  t.deepEqual(faults, []);
  // A process that an agent has started: ip(8), which needs nothing.
  const agents = new Set(found.filter(isAgent).map(({pid}) => pid));
  for (const each of descendants(child.pid as number).filter(({parent}) => agents.has(parent))) {
    const {effective, isShut, uid} = rightsIn(`/proc/${each.pid}/status`);
    t.true(isShut && uid !== '0' && [kept, NONE].includes(effective), each.argv.join(' '));
  }
}

/** A list of two sessions. */
const SESSIONS = join(mkdtempSync(join(tmpdir(), 'vip-rights-')), 'sessions');
writeFileSync(SESSIONS, '10.3.2.1:80 10.3.2.77:1\n10.3.2.1:80 10.3.2.77:2\n');
process.once('exit', () => rmSync(dirname(SESSIONS), {recursive: true, force: true}));

/** Commands that read the wire themselves, with the capabilities that they need meanwhile. */
const READING: readonly (readonly [args: readonly string[], kept: string])[] = [
  [['capture', '--iface', 'real0'], NONE],
  // Interfaces that appear later have to be opened when they do.
  [['capture'], RAW],
  [['explain', '--iface', 'real0'], NONE],
  [['watch', '--iface', 'real0'], RAW],
  [['who', '10.3.2.77', '--iface', 'real0', '--count', '100000'], NONE],
  [['garp', '--iface', 'real0', '--ip', '10.3.2.1', '--detect', '--count', '9', '--interval', '1h'], RAW],
  [
    ['garp', '--iface', 'real0', '--ip', '10.3.2.1', '--verify', 'seen', '--count', '9', '--interval', '1h'],
    RAW,
  ],
  [['tickle', '--ip', '10.3.2.1', '--from', SESSIONS, '--pace', '1h'], NONE],
  [['garp', '--iface', 'real0', '--ip', '10.3.2.1', '--tickle', SESSIONS, '--pace', '1h'], NONE],
  [['doctor', '--ip', '10.3.2.77', '--iface', 'real0', '--probe'], RAW],
];

for (const [args, kept] of READING) {
  rootTest(
    `a process that reads frames has given up the rights it does not need: vip ${args
      .slice(0, 6)
      .map(word => (word === SESSIONS ? 'SESSIONS' : word))
      .join(' ')}`,
    async t => {
      const {lab} = await openMachine(t);
      // Started by root, without sudo(8).
      const env = {SUDO_UID: '', SUDO_GID: ''};
      const running = startCommand(lab.command('host', vipCommand('root', args)), {env});
      await check(t, running, isCommand, kept, 1);
    },
  );
}

/** A pipe whose writer says nothing, so that its reader goes on reading. */
async function silentPipe(t: ExecutionContext): Promise<{pipe: string; writer: Running}> {
  const pipe = join(temporaryDirectory(t), 'pipe');
  const writer = startCommand(['sh', '-c', 'mkfifo "$1"; echo made; exec sleep 60 >"$1"', 'sh', pipe]);
  t.teardown(() => writer.child.kill('SIGKILL'));
  await writer.says('made');
  return {pipe, writer};
}

rootTest(
  'a process that reads a capture has dropped the privileges it does not need: vip audit --capture',
  async t => {
    const {pipe} = await silentPipe(t);
    const file = join(dirname(pipe), 'lb1.conf');
    writeFileSync(file, 'vrrp_instance A {\n}\n');
    const env = {SUDO_UID: '', SUDO_GID: ''};
    const audit = vipCommand('root', ['audit', file, '--capture', pipe]);
    const running = startCommand(['sh', '-c', '"$@"; exit "$?"', 'sh', ...audit], {env});
    t.teardown(() => running.child.kill('SIGKILL'));
    await check(t, running, isCommand, NONE, 1);
  },
);

rootTest(
  'a process that reads a saved run has dropped the privileges it does not need: vip report',
  async t => {
    const {pipe, writer} = await silentPipe(t);
    const env = {SUDO_UID: '', SUDO_GID: ''};
    const report = vipCommand('root', ['report', pipe, '--report', join(dirname(pipe), 'run.html')]);
    const running = startCommand(['sh', '-c', '"$@"; exit "$?"', 'sh', ...report], {env});
    await check(t, running, isCommand, NONE, 1);
    writer.child.kill('SIGKILL');
    const {code, stderr} = await running.ended;
    t.is(code, 3);
    t.regex(stderr, /expected a run saved with --out or printed with --json/);
  },
);

/** Commands whose agents read the wire. */
const WITH_AGENTS: readonly (readonly [args: readonly string[], agents: number])[] = [
  [['experiment', '--delay', '5s'], 6],
  [['trial', '--driver', 'vip'], 6],
  [['lesson', 'gateway'], 3],
  [['lab', '--name', `rights${process.pid}`], 6],
];

for (const [args, agents] of WITH_AGENTS) {
  labTest(
    `agents open links, and can do nothing else: vip ${args.slice(0, 3).join(' ')}`,
    async (t, who: Who) => {
      const running = startVip(who, args, {env: {SUDO_UID: '', SUDO_GID: ''}});
      t.teardown(() => running.child.kill('SIGKILL'));
      await check(t, running, isAgent, RAW, agents);
      running.child.kill('SIGTERM');
      t.is((await running.ended).code, 143);
    },
  );
}

rootTest('agents open links, and can do nothing else: vip experiment --parent', async t => {
  const machine = await openMachine(t);
  const running = machine.vip(['experiment', '--delay', '5s', '--parent', 'real0'], {
    env: {SUDO_UID: '', SUDO_GID: ''},
  });
  await check(t, running, isAgent, RAW, 3);
});
