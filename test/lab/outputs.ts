/** Outputs on a full disk, and `--out` where something already is. */

import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {lessonTest} from '../helpers/lesson-test.js';
import {openInputs, WRITING_COMMANDS} from '../helpers/outputs.js';
import {asWho, type Ended, startCommand, startVip, vip, vipCommand, type Who} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';
import {ONE, openDirectory} from '../helpers/trial.js';

/** Runs a script with a small disk in a separate mount namespace, and returns its output. */
function withDisk(
  who: Who,
  directory: string,
  size: string,
  script: string,
  words: readonly string[],
): Promise<Ended> {
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  const mounted = `mount -t tmpfs -o size=${size} none "$0" && ${script}`;
  return startCommand(asWho(who, ['unshare', ...user, '--mount', 'sh', '-c', mounted, directory, ...words]))
    .ended;
}

/** The command line of `vip` for the user that we already are. */
function product(who: Who, args: readonly string[]): string[] {
  const words = vipCommand(who, args);
  return words.slice(words.indexOf(process.execPath));
}

/** A run that takes half a second. */
const LESSON = ['lesson', 'loopback'];

turnTest(
  'a full disk is reported before anything begins, for every output of every command',
  async (t, who) => {
    const inputs = openInputs(t);
    const disk = join(inputs.directory, 'disk');
    mkdirSync(disk);
    const commands = Object.values(WRITING_COMMANDS);
    // All of them use one disk, and each prints what it is and how it ended.
    const script =
      'cat /dev/zero >"$0/filler" 2>/dev/null; while read -r line; do eval "$line"; echo "exit $?"; done; ls -A "$0"';
    const lines = commands.map(({words}) =>
      product(who, [...words(inputs), `${disk}/out`])
        .map(word => `'${word}'`)
        .join(' '),
    );
    const {stdout, stderr} = await withDisk(
      who,
      disk,
      '64k',
      `sh -c '${script}' "$0" <<'END'\n${lines.join('\n')}\nEND\n`,
      [],
    );
    t.is(stdout, `${'exit 3\n'.repeat(commands.length)}filler\n`, stderr);
    t.deepEqual(
      stderr.trimEnd().split('\n'),
      commands.map(({option}) => `vip: ${option} ${disk}/out: nothing was written: no space left on device`),
    );
  },
);

turnTest('--write: if the disk fills up meanwhile, the old file remains', async (t, who) => {
  const {directory} = openInputs(t);
  mkdirSync(join(directory, 'disk'));
  const script = '{ echo old >"$0/out"; cd "$0/.."; "$@"; echo "exit $?"; ls -A "$0"; cat "$0/out"; }';
  const words = product(who, ['capture', 'capture.pcapng', '--write', 'disk/out']);
  const {stdout, stderr} = await withDisk(who, join(directory, 'disk'), '64k', script, words);
  t.true(stdout.endsWith('exit 3\nout\nold\n'), stdout + stderr);
  t.regex(stderr, /\nvip: --write \S+: nothing was written: no space left on device\n$/);
});

lessonTest('--out --force: if the disk fills up meanwhile, the old run remains', async (t, who) => {
  const disk = join(openDirectory(t), 'disk');
  execFileSync(...asCommand(asWho(who, ['mkdir', disk])));
  const run = (args: readonly string[]) =>
    product(who, [...args, '--out', disk])
      .map(word => `'${word}'`)
      .join(' ');
  const large = run(['experiment', '--delay', '0s', '--probe-interval', '2ms', '--force']);
  const script = `{ ${run(LESSON)} >/dev/null; cksum "$0"/*; ${large} >/dev/null; echo "exit $?"; cksum "$0"/*; ls -A "$0"; }`;
  const {stdout, stderr} = await withDisk(who, disk, '1100k', script, []);
  const [before, after] = stdout.split('exit 3\n');
  t.regex(before ?? '', / \S+\/timeline\.jsonl\n/, stdout + stderr);
  t.is(after, `${before}summary.json\ntimeline.jsonl\nvip-run.json\n`, stderr);
  t.is(stderr, `vip: --out ${disk}: nothing was written: no space left on device\n`, stderr);
});

async function saved(t: ExecutionContext, who: Who): Promise<{directory: string; files: string[]}> {
  const directory = join(openDirectory(t), 'run');
  const {code, stderr} = await vip(who, [...LESSON, '--out', directory]);
  t.is(code, 0, stderr);
  const files = readdirSync(directory).sort();
  t.deepEqual(files, ['summary.json', 'timeline.jsonl', 'vip-run.json']);
  return {directory, files};
}

function contentsOf(directory: string): string {
  return JSON.stringify(
    readdirSync(directory, {withFileTypes: true})
      .map(entry => [entry.name, entry.isFile() ? readFileSync(join(directory, entry.name), 'latin1') : '-'])
      .sort(),
  );
}

/** Expects a refusal before anything begins, and no changes. */
async function refuses(
  t: ExecutionContext,
  who: Who,
  directory: string,
  args: readonly string[],
  line: RegExp,
) {
  const before = contentsOf(directory);
  const {code, stdout, stderr} = await vip(who, [...args, '--out', directory]);
  t.deepEqual([code, stdout], [2, ''], stderr);
  t.regex(stderr, line);
  t.is(contentsOf(directory), before);
}

const IN_USE =
  /^vip: --out \S+: expected a directory without a run, got one with a run \(--force replaces it\)\n$/;

turnTest(
  'a directory that holds a run is refused; --force replaces the run, and leaves everything else',
  async (t, who) => {
    const {directory} = await saved(t, who);
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    const series = ['trial', '--driver', 'vip', '--runs', '2'];
    for (const args of [LESSON, series, ['experiment', '--delay', '0s']])
      await refuses(t, who, directory, args, IN_USE);
    const forced = await vip(who, [...series, '--force', '--out', directory]);
    t.is(forced.code, 0, forced.stderr);
    const names = readdirSync(directory).sort();
    t.deepEqual(
      names.filter(name => !name.startsWith('worst-')),
      ['notes.txt', 'run-0001.jsonl', 'run-0002.jsonl', 'vip-run.json'],
    );
    t.true(names.includes('worst-ext.pcapng'));
    t.is(readFileSync(join(directory, 'notes.txt'), 'utf8'), 'mine');
    const report = await vip(who, [
      'report',
      directory,
      '--json',
      '--report',
      join(directory, '../report.html'),
    ]);
    t.is(JSON.parse(report.stdout).runs, 2);
  },
);

turnTest(
  'a foreign file that has one of our names is never replaced, followed or waited for',
  async (t, who) => {
    const {directory} = await saved(t, who);
    const elsewhere = openDirectory(t);
    writeFileSync(join(elsewhere, 'precious'), 'precious');
    const foreign: readonly [name: string, make: (path: string) => void][] = [
      ['ext.pcapng', path => writeFileSync(path, 'a capture')],
      ['run-0001.jsonl', path => execFileSync('mkfifo', [path])],
      ['worst-ns1.pcapng', path => symlinkSync(join(elsewhere, 'precious'), path)],
      ['host.pcapng', path => mkdirSync(path)],
    ];
    for (const [name, make] of foreign) {
      const path = join(directory, name);
      make(path);
      await refuses(
        t,
        who,
        directory,
        [...LESSON, '--force'],
        new RegExp(`without "${name}", which vip did not write, or which changed since`),
      );
      rmSync(path, {recursive: true});
    }
    // A file of ours that a user has changed belongs to the user.
    writeFileSync(join(directory, 'summary.json'), '{}');
    await refuses(
      t,
      who,
      directory,
      [...LESSON, '--force'],
      /without "summary\.json", which vip did not write, or which changed since/,
    );
    rmSync(join(directory, 'vip-run.json'));
    await refuses(
      t,
      who,
      directory,
      [...LESSON, '--force'],
      /without "summary\.json" and "timeline\.jsonl", which vip did not write/,
    );
    t.is(readFileSync(join(elsewhere, 'precious'), 'utf8'), 'precious');
  },
);

labTest(
  'a directory replaced by a link meanwhile does not redirect the output, and a file that appears meanwhile stays',
  async (t, who) => {
    const parent = openDirectory(t);
    const [out, moved, elsewhere] = ['out', 'moved', 'elsewhere'].map(name => join(parent, name)) as [
      string,
      string,
      string,
    ];
    const run = async (meanwhile: () => void) => {
      const running = startVip(who, ['experiment', '--delay', '1s', '--out', out]);
      await running.says('Performing failover');
      meanwhile();
      return running.ended;
    };
    execFileSync(...asCommand(asWho(who, ['mkdir', out, elsewhere])));
    const swapped = await run(() => {
      renameSync(out, moved);
      symlinkSync(elsewhere, out);
    });
    t.is(swapped.code, 0, swapped.stderr);
    t.deepEqual(readdirSync(elsewhere), []);
    t.true(readdirSync(moved).includes('timeline.jsonl'));
    rmSync(out);
    execFileSync(...asCommand(asWho(who, ['mkdir', out])));
    const late = await run(() => writeFileSync(join(out, 'ext.pcapng'), 'mine'));
    t.is(late.code, 3);
    t.regex(late.stderr, /^vip: --out \S+: nothing was written: "ext\.pcapng" appeared meanwhile\n$/);
    t.deepEqual(readdirSync(out), ['ext.pcapng']);
    t.is(readFileSync(join(out, 'ext.pcapng'), 'utf8'), 'mine');
  },
  ONE,
);

function asCommand([file = '', ...args]: readonly string[]): [string, string[]] {
  return [file, args];
}
