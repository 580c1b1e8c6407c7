/**
 * Every file that a command writes: which files are refused, and that in the end either the whole new file or
 * the old one exists.
 */

import {execFileSync, spawn} from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {basename, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {openInputs, WRITING_COMMANDS} from '../helpers/outputs.js';
import {untilDescendant} from '../helpers/processes.js';
import {type Ended, jsonLines, startCommand, vip, vipCommand} from '../helpers/product.js';
import {rootTest} from '../helpers/require-lab.js';
import {inRotation} from '../helpers/torture.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

/** Expects nothing on standard output, and one line on standard error. */
function refused(t: ExecutionContext, ended: Ended, code: number, line: RegExp, context: string): void {
  t.is(ended.code, code, `${context}: ${ended.stderr}`);
  t.is(ended.stdout, '', context);
  t.regex(ended.stderr, /^vip: [^\n]*\n$/, context);
  t.regex(ended.stderr, line, context);
}

/** Runs a shell script in which `vip` is the product; the arguments are `$1` and so on. */
function shell(script: string, ...args: readonly string[]): Promise<Ended> {
  const product = vipCommand('root', []).map(word => `'${word}'`);
  return startCommand(['sh', '-c', `vip() { ${product.join(' ')} "$@"; }; ${script}`, 'sh', ...args]).ended;
}

/** Everything in a directory, with the octets of each file. */
function contentsOf(directory: string): [name: string, content: string][] {
  return readdirSync(directory)
    .sort()
    .map(name => {
      const path = join(directory, name);
      return [name, lstatSync(path).isFile() ? readFileSync(path, 'latin1') : '-'];
    });
}

/**
 * The number of places with which each command is tried, taken in turn; `npm run torture` tries all of them.
 */
const PLACES = 2;

for (const [index, [title, {option, words, reads}]] of Object.entries(WRITING_COMMANDS).entries()) {
  if (reads !== 'none') {
    test(`${title}: an output that is an input is refused, whatever link leads there`, async t => {
      const inputs = openInputs(t);
      const input = inputs[reads];
      const [hard, soft, softer] = ['hard', 'soft', 'softer'].map(name => join(inputs.directory, name));
      linkSync(input, hard as string);
      symlinkSync(basename(input), soft as string);
      symlinkSync(soft as string, softer as string);
      const before = contentsOf(inputs.directory);
      const outputs = [input, hard, soft, softer, `${inputs.directory}/./${basename(input)}`] as string[];
      for (const output of inRotation(outputs, PLACES * index, PLACES)) {
        const ended = await vip(who, [...words(inputs), output]);
        const line = new RegExp(`^vip: ${option} \\S+: expected another file, got the input `);
        refused(t, ended, 2, line, output);
      }
      t.deepEqual(contentsOf(inputs.directory), before);
    });
  }

  test(`${title}: an unwritable output is reported before anything begins`, async t => {
    const inputs = openInputs(t);
    const {directory} = inputs;
    mkdirSync(join(directory, 'filled'));
    writeFileSync(join(directory, 'filled/file'), '');
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    const before = contentsOf(directory);
    const saved: [path: string, reason: RegExp][] = [
      ['/dev/full', /is not a directory/],
      [`${directory}/pipe`, /is not a directory/],
    ];
    const written: [path: string, reason: RegExp][] = [
      [`${directory}/no/such/file`, /no such file or directory$/m],
      ['/dev/full', /no space left on device$/m],
      [`${directory}/pipe`, /expected a file, got a pipe$/m],
      [`${directory}/filled`, /expected a file, got a directory$/m],
    ];
    const places = [
      ['/proc/no-such-file', /: (no such file or directory|permission denied|operation not permitted)$/m],
      [`${inputs.run}/below-a-file`, /not a directory/],
      ...(option === '--out' ? saved : written),
    ] as const;
    for (const [path, reason] of inRotation(places, PLACES * index, PLACES)) {
      const ended = await vip(who, [...words(inputs), path]);
      refused(t, ended, 3, new RegExp(`^vip: ${option} ${path}: nothing was written: `), path);
      t.regex(ended.stderr, reason);
    }
    t.deepEqual(contentsOf(directory), before);
  });
}

test('two outputs that are one file are refused', async t => {
  const {directory} = openInputs(t);
  writeFileSync(join(directory, 'one'), 'mine');
  linkSync(join(directory, 'one'), join(directory, 'other'));
  symlinkSync('to-come', join(directory, 'soft'));
  const before = contentsOf(directory);
  for (const [junit, report] of [
    ['new', 'new'],
    ['new', `../${basename(directory)}/new`],
    ['soft', 'to-come'],
    ['one', 'other'],
  ]) {
    const args = ['trial', '--junit', junit as string, '--report', report as string];
    const ended = await vip(who, args, {cwd: directory});
    refused(
      t,
      ended,
      2,
      /^vip: --junit \S+: expected another file, got where --report goes$/m,
      args.join(' '),
    );
  }
  t.deepEqual(contentsOf(directory), before);
});

test("a file that --out writes cannot be another output, nor can --out be an input's directory", async t => {
  const {directory} = openInputs(t);
  for (const [option, name] of [
    ['--report', 'run/summary.json'],
    ['--junit', 'run/worst-ext.pcapng'],
    ['--report', 'run'],
  ] as const) {
    const runs = join(directory, 'run');
    if (name !== 'run') mkdirSync(runs, {recursive: true});
    const ended = await vip(who, ['trial', '--driver', 'vip', '--out', 'run', option, name], {
      cwd: directory,
    });
    if (name === 'run') refused(t, ended, 3, /expected a file, got a directory/, name);
    else refused(t, ended, 2, /^vip: --\w+ \S+: expected another file, got one that --out writes$/m, name);
  }
  const settings = join(directory, 'summary.json');
  writeFileSync(settings, '{}');
  const ended = await vip(who, ['experiment', '--topology', settings, '--out', directory]);
  t.is(ended.code, 2);
  t.is(readFileSync(settings, 'utf8'), '{}');
});

test('no other output may be written to the file that is standard output', async t => {
  const {directory, capture} = openInputs(t);
  const ended = await shell('cd "$1" && vip capture "$2" --write text >text', directory, capture);
  refused(t, ended, 2, /^vip: --write text: expected another file, got standard output$/m, 'capture');
  const device = await shell('cd "$1" && vip report run.jsonl --report /dev/stdout >text', directory);
  refused(
    t,
    device,
    2,
    /^vip: --report \/dev\/stdout: expected another file, got standard output$/m,
    'report',
  );
  const piped = await shell('cd "$1" && vip report run.jsonl --report /dev/stdout | cat', directory);
  t.regex(piped.stderr, /^vip: --report \/dev\/stdout: nothing was written: expected a file, got a pipe$/m);
  const dash = await shell('cd "$1" && vip report run.jsonl --report - ', directory);
  refused(t, dash, 2, /^vip: --report -: expected a file: standard output has the results$/m, 'dash');
});

test('the file on standard input cannot be an output', async t => {
  const {directory, capture} = openInputs(t);
  const before = readFileSync(capture);
  for (const words of ['capture - --write', 'explain - --report']) {
    const ended = await shell(`vip ${words} "$1" <"$1"`, capture);
    refused(t, ended, 2, /expected another file, got the input -$/m, words);
  }
  t.deepEqual(readFileSync(capture), before);
  t.deepEqual(readdirSync(directory).sort(), ['capture.pcapng', 'run.jsonl', 'topology.json']);
});

/** Each of them writes `out`. */
const WRITERS = {
  write: ['capture', 'capture.pcapng', '--write', 'out'],
  report: ['report', 'run.jsonl', '--report', 'out'],
  explained: ['explain', 'capture.pcapng', '--report', 'out'],
} as const;

for (const [name, words] of Object.entries(WRITERS)) {
  test(`${name}: the old file is replaced by a new one with the same mode, and its other names are unchanged`, async t => {
    const {directory} = openInputs(t);
    const [out, other] = [join(directory, 'out'), join(directory, 'other')];
    writeFileSync(out, 'old');
    chmodSync(out, 0o640);
    linkSync(out, other);
    const {code, stderr} = await vip(who, words, {cwd: directory});
    t.is(code, 0, stderr);
    t.true(statSync(out).size > 1000);
    t.is(statSync(out).mode & 0o777, 0o640);
    t.is(readFileSync(other, 'utf8'), 'old');
    t.deepEqual(readdirSync(directory).sort(), [
      'capture.pcapng',
      'other',
      'out',
      'run.jsonl',
      'topology.json',
    ]);
  });

  test(`${name}: the user's own link is followed, and stays a link`, async t => {
    const {directory} = openInputs(t);
    mkdirSync(join(directory, 'elsewhere'));
    symlinkSync('elsewhere/real', join(directory, 'out'));
    const {code, stderr} = await vip(who, words, {cwd: directory});
    t.is(code, 0, stderr);
    t.is(readlinkSync(join(directory, 'out')), 'elsewhere/real');
    t.true(statSync(join(directory, 'elsewhere/real')).size > 1000);
  });

  test(`${name}: writing to /dev/null leaves it unchanged`, async t => {
    const {directory} = openInputs(t);
    const {code, stderr} = await vip(who, [...words.slice(0, -1), '/dev/null'], {cwd: directory});
    t.is(code, 0, stderr);
    t.true(lstatSync('/dev/null').isCharacterDevice());
  });

  rootTest(
    `${name}: another user's link is not followed, nor their file in a world-writable directory replaced`,
    async t => {
      const {directory} = openInputs(t);
      writeFileSync(join(directory, 'precious'), 'precious');
      execFileSync('setpriv', [
        '--reuid=65534',
        '--clear-groups',
        'ln',
        '-s',
        'precious',
        join(directory, 'out'),
      ]);
      const link = await vip('root', words, {cwd: directory});
      refused(t, link, 3, /: nothing was written: it is another user's symbolic link$/m, 'link');
      t.is(readFileSync(join(directory, 'precious'), 'utf8'), 'precious');
      chmodSync(directory, 0o1777);
      chownSync(join(directory, 'precious'), 65_534, 65_534);
      const file = await vip('root', [...words.slice(0, -1), 'precious'], {cwd: directory});
      refused(t, file, 3, /: nothing was written: it is another user's file$/m, 'file');
      t.is(readFileSync(join(directory, 'precious'), 'utf8'), 'precious');
    },
  );
}

test('a command killed while waiting leaves the old report, and no other file', async t => {
  const {directory} = openInputs(t);
  const out = join(directory, 'out');
  writeFileSync(out, 'old');
  const before = readdirSync(directory);
  const {mark, env} = markedEnvironment();
  const [program = '', ...args] = vipCommand(who, ['explain', '-', '--report', out]);
  // Its input never ends.
  const child = spawn(program, args, {stdio: ['pipe', 'ignore', 'ignore'], env: {...process.env, ...env}});
  await untilDescendant(child.pid as number, ({argv}) => argv.includes('vip-keeper'), 60_000);
  t.is(readdirSync(directory).length, before.length + 1);
  child.kill('SIGKILL');
  t.deepEqual(await untilGone(mark), []);
  t.is(readFileSync(out, 'utf8'), 'old');
  t.deepEqual(readdirSync(directory), before);
});

test('--write - goes to a pipe, and nothing else goes there', async t => {
  const {capture} = openInputs(t);
  const direct = await vip(who, ['capture', capture, '--json']);
  const {code, stdout, stderr} = await shell('vip capture "$1" --write - | vip capture - --json', capture);
  t.is(code, 0, stderr);
  t.deepEqual(jsonLines(stdout), jsonLines(direct.stdout));
  const both = await vip(who, ['capture', capture, '--write', '-', '--json']);
  refused(
    t,
    both,
    2,
    /^vip: --json: vip capture --write - does not read it; both would go to standard output$/m,
    'json',
  );
});

test('an input that turns out to be damaged leaves the old output in place', async t => {
  const {directory, capture} = openInputs(t);
  const out = join(directory, 'out');
  writeFileSync(out, 'old');
  const octets = readFileSync(capture);
  writeFileSync(capture, Buffer.concat([octets, Buffer.from('0a0d0d0a'.padEnd(64, 'f'), 'hex')]));
  const {code} = await vip(who, ['capture', capture, '--write', out]);
  t.is(code, 3);
  t.is(readFileSync(out, 'utf8'), 'old');
  t.is(readdirSync(directory).length, 4);
});
