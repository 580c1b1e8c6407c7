/** The lessons by name: the list, an unknown name, and a reader who predicts, with and without a terminal. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {LESSONS} from '@vip/core/internal';
import test, {type ExecutionContext} from 'ava';
import {assertDescribed} from '../helpers/json-shapes.js';
import {jsonLines, vip, vipCommand} from '../helpers/product.js';
import {turnTest} from '../helpers/require-lab.js';
import {onTerminal, shellLine} from '../helpers/terminal.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {openDirectory} from '../helpers/trial.js';

const me = process.getuid?.() === 0 ? 'root' : 'user';
const NAMES = LESSONS.map(({name}) => name);

test('lesson lists every lesson with its question, one per line', async t => {
  const {code, stdout, stderr} = await vip(me, ['lesson']);
  t.is(code, 0);
  t.is(stderr, 'vip: run one in a lab of its own with: vip lesson NAME\n');
  const lines = stdout.trimEnd().split('\n');
  t.deepEqual(
    lines.map(line => line.split(' ')[0]),
    NAMES,
  );
  for (const line of lines) {
    t.regex(line, /^\S+ +\S.*\?$/);
    t.true(line.length <= 80, line);
  }
});

test('lesson --json has one object per line', async t => {
  const {code, stdout} = await vip(me, ['lesson', '--json']);
  t.is(code, 0);
  const objects = jsonLines(stdout);
  t.deepEqual(
    objects.map(({name}) => name),
    NAMES,
  );
  for (const object of objects)
    t.deepEqual(Object.keys(object), ['kind', 'name', 'question', 'takes', 'questions']);
});

test('an unknown lesson yields one line with the names of all, and exit code 2', async t => {
  const {code, stdout, stderr} = await vip(me, ['lesson', 'no-such-lesson']);
  t.is(code, 2);
  t.is(stdout, '');
  t.is(stderr, `vip: NAME: expected one of ${NAMES.join(', ')}, got "no-such-lesson"\n`);
});

turnTest('without a terminal, --teach only prints', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'loopback', '--teach']);
  t.is(code, 0, stdout + stderr);
  t.is(stderr, '');
  t.regex(stdout, /^\? Which pings get through/m);
  t.notRegex(stdout, /press a key/);
  t.true(stdout.endsWith('Every expectation held.\n'));
});

function predictionsFile(t: ExecutionContext, text: string): string {
  const file = join(openDirectory(t), 'mine.txt');
  writeFileSync(file, text);
  return file;
}

test('--predict with a bad line is refused with its number and what was expected, exit code 2, and nothing started', async t => {
  const file = predictionsFile(t, 'lo-down: other\nlo-up: everything\n');
  const {code, stdout, stderr} = await vip(me, ['lesson', 'loopback', '--predict', file]);
  t.is(code, 2);
  t.is(stdout, '');
  const expected = 'expected one or more of loopback, own, other, or none, got "everything"';
  t.is(stderr, `vip: --predict ${file}: line 2: ${expected}\n`);
});

test('--predict with a missing file yields exit code 3, and nothing is started', async t => {
  const {code, stdout, stderr} = await vip(me, ['lesson', 'loopback', '--predict', '/no/such.txt']);
  t.is(code, 3);
  t.is(stdout, '');
  t.is(stderr, 'vip: --predict: /no/such.txt: no such file\n');
});

turnTest(
  '--predict: each prediction is compared with the measurement, without a terminal',
  async (t, who) => {
    const file = predictionsFile(t, 'other, own\nloopback own other\n');
    const {code, stdout, stderr} = await vip(who, ['lesson', 'loopback', '--predict', file]);
    t.is(code, 0, stdout + stderr);
    t.regex(stdout, /^\? Which pings .*\n(?: {2}.*\n)? {2}predicted: other, own$/m);
    t.regex(stdout, /^ {2}predicted: other, own; measured: other \(not as predicted\)$/m);
    t.regex(stdout, /^ {2}predicted: loopback own other; measured: loopback, own, other \(as predicted\)$/m);
    t.regex(stdout, /^1 of 2 as predicted\.$/m);
  },
);

turnTest('with --predict --json, predictions are in the events and in the summary', async (t, who) => {
  const file = predictionsFile(t, 'by-proxy: yes\nby-device: 192.168.1.50\nby-gateway: 192.168.1.50\n');
  const {code, stdout} = await vip(who, ['lesson', 'gateway', '--predict', file, '--json']);
  t.is(code, 0, stdout);
  assertDescribed(t, 'vip lesson', stdout);
  const events = jsonLines(stdout);
  t.deepEqual(
    events.filter(({kind}) => kind === 'asked').map(({name, predicted}) => [name, predicted]),
    [
      ['by-device', '192.168.1.50'],
      ['by-gateway', '192.168.1.50'],
      ['by-proxy', 'yes'],
    ],
  );
  const {predictions} = events.at(-1) as {predictions: {name: string; measured: string; agrees: boolean}[]};
  t.deepEqual(
    predictions.map(({name, measured, agrees}) => [name, measured, agrees]),
    [
      ['by-device', '192.168.1.50', true],
      ['by-gateway', '10.1.1.1', false],
      ['by-proxy', 'yes', true],
    ],
  );
});

/** Runs `vip` on a terminal, and then prints the state in which it left the terminal. */
function teachOnTerminal(t: Parameters<typeof onTerminal>[0], who: 'root' | 'user') {
  const argv = vipCommand(who, ['lesson', 'loopback', '--teach']);
  const {mark, env} = markedEnvironment();
  const vipLine = shellLine(argv.slice(argv.indexOf(process.execPath)));
  const terminal = onTerminal(t, who, `stty -a; ${vipLine}; echo "exit code $?"; stty -a`, env);
  return {terminal, mark};
}

turnTest('on a terminal, --teach waits at each question, and any key continues', async (t, who) => {
  const {terminal, mark} = teachOnTerminal(t, who);
  await terminal.until(/press a key/);
  t.notRegex(terminal.screen(), /ping 127\.0\.0\.1: /);
  terminal.press('x');
  await terminal.until(/press a key/, 2);
  t.regex(terminal.screen(), /ping 127\.0\.0\.1: 0 of 3/);
  t.notRegex(terminal.screen(), /ping 127\.0\.0\.1: 3 of 3/);
  terminal.press('\r');
  t.is(await terminal.ended, 0, terminal.screen());
  t.regex(terminal.screen(), /Every expectation held\.\nexit code 0\n/);
  const [before, after] = terminal.screen().split(/^exit code \d+$/m);
  t.true(before?.startsWith(after?.trimStart() ?? '-'), terminal.screen());
  t.deepEqual(await untilGone(mark), []);
});

turnTest('^C at a question ends the lesson with 130, and restores the terminal', async (t, who) => {
  const {terminal, mark} = teachOnTerminal(t, who);
  await terminal.until(/press a key/);
  terminal.press('\x03');
  t.is(await terminal.ended, 0, terminal.screen());
  t.regex(terminal.screen(), /^vip: interrupted by SIGINT\nexit code 130$/m);
  t.notRegex(terminal.screen(), /ping 127\.0\.0\.1: /);
  const [before, after] = terminal.screen().split(/^exit code \d+$/m);
  t.true(before?.startsWith(after?.trimStart() ?? '-'), terminal.screen());
  t.regex(after ?? '', / icanon /);
  t.regex(after ?? '', / echo /);
  t.deepEqual(await untilGone(mark), []);
});
