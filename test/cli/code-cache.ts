/** V8's code cache of the program only saves time, and nothing depends on it. */

import {execFileSync, spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createCollector} from '@vip/analysis/internal';
import {parseIpv4} from '@vip/arp';
import {cacheFile} from '@vip/cli/compiled';
import {openFileCapture} from '@vip/core/internal/capture';
import test, {type ExecutionContext} from 'ava';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const CLI = fileURLToPath(new URL('../../../packages/cli/', import.meta.url));
const WARM_CAPTURE = new URL('../../../packages/cli/build/warm-capture.js', import.meta.url);

const {version} = JSON.parse(readFileSync(join(CLI, 'package.json'), 'utf8')) as {version: string};

/** A copy of the program's directory that a test may change. */
function installed(t: ExecutionContext): string {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'dist'));
  cpSync(join(CLI, 'dist'), join(directory, 'dist'), {recursive: true});
  cpSync(join(CLI, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(CLI, 'node_modules'), join(directory, 'node_modules'));
  return join(directory, 'dist');
}

/**
 * The bundles: of all commands, of those that a notify script calls, of a `vip garp` that only sends, of the
 * audit, and of explaining files.
 */
const PROGRAMS = ['main.js', 'announce.js', 'garp.js', 'audit.js', 'explain.js'];

const programsIn = (dist: string) => PROGRAMS.map(name => join(dist, name));

const cachesIn = (dist: string) => programsIn(dist).map(cacheFile);

/** Whether a Node with no flags accepts each of them: V8 rejects what was compiled with other flags, and tests may run with some. */
function areTaken(dist: string): boolean {
  const script = `
    const {compile, readCodeCache} = await import(process.argv[1]);
    for (const program of process.argv.slice(2)) {
      const cache = readCodeCache(program);
      console.log(cache !== undefined && compile(program, cache).cachedDataRejected === false);
    }`;
  const args = ['--input-type=module', '--eval', script, import.meta.resolve('@vip/cli/compiled')];
  const printed = execFileSync(process.execPath, [...args, ...programsIn(dist)], {encoding: 'utf8'});
  return printed === 'true\n'.repeat(PROGRAMS.length);
}

function versionPrinted(dist: string, ...flags: string[]): string {
  return execFileSync(process.execPath, [...flags, join(dist, 'vip.js'), '--version'], {encoding: 'utf8'});
}

/** The path of the code cache of the program that a notify script calls. */
function announced(dist: string): string {
  const words = ['garp', '--iface', 'lo', '--mac', '02:00:00:00:00:01', '--ip', '192.0.2.1', '--dry-run'];
  return execFileSync(process.execPath, [join(dist, 'vip.js'), ...words], {encoding: 'utf8'});
}

test('the build leaves a code cache that this Node accepts', t => {
  t.true(areTaken(join(CLI, 'dist')));
});

test('without a code cache vip runs the same, and writes none', t => {
  const dist = installed(t);
  for (const cache of cachesIn(dist)) rmSync(cache);
  const before = readdirSync(dist);
  t.is(versionPrinted(dist), `${version}\n`);
  t.regex(announced(dist), /^192\.0\.2\.1 is-at 02:00:00:00:00:01 /);
  t.deepEqual(readdirSync(dist), before);
});

test('a code cache that V8 rejects is ignored, and left unchanged', t => {
  const dist = installed(t);
  for (const content of [Buffer.alloc(0), Buffer.from('no cache'), Buffer.alloc(4096, 0xff)]) {
    for (const cache of cachesIn(dist)) writeFileSync(cache, content);
    t.is(versionPrinted(dist), `${version}\n`);
    t.regex(announced(dist), /^192\.0\.2\.1 is-at /);
    for (const cache of cachesIn(dist)) t.deepEqual(readFileSync(cache), content);
  }
});

test('vip runs the same with flags that change what V8 compiles', t => {
  t.is(versionPrinted(join(CLI, 'dist'), '--no-opt'), `${version}\n`);
});

test('warm.js writes the code cache next to itself, atomically', t => {
  const dist = installed(t);
  for (const cache of cachesIn(dist)) rmSync(cache);
  const {status, stdout} = spawnSync(process.execPath, [join(dist, 'warm.js')], {encoding: 'utf8'});
  t.is(status, 0);
  // The last of the runs that warm the cache sets V8 flags of its own.
  t.regex(stdout, /^192\.0\.2\.1 is-at .*\n4 frames sent on nowhere\n.* in lb150 and lb100\n$/s);
  t.regex(stdout, /^192\.0\.2\.1 on eth0: HEALTHY, 02:00:00:00:00:0a to 02:00:00:00:00:0b /m);
  t.true(cachesIn(dist).every(existsSync));
  t.true(areTaken(dist));
  t.deepEqual(
    readdirSync(dist).filter(file => file.endsWith('.new')),
    [],
  );
});

test('the capture for the code cache of explain is surveyed before it is read, and has more clients than are followed', async t => {
  const {warmCapture} = (await import(WARM_CAPTURE.href)) as {warmCapture: () => Uint8Array};
  const file = join(temporaryDirectory(t), 'warm.pcapng');
  writeFileSync(file, warmCapture());
  const source = openFileCapture(file);
  t.not(source.survey, undefined);
  const collector = createCollector();
  await source.read(frames => collector.take(frames));
  await source.close();
  const crowded = collector.facts().addresses.filter(({beyond}) => beyond.senders > 0);
  t.deepEqual(
    crowded.map(({ip}) => ip),
    [parseIpv4('192.0.2.1')],
  );
});

test('the commands for notify scripts, the audit and explain are separate programs, whose usage errors know all commands', t => {
  const dist = join(CLI, 'dist');
  const call = (words: readonly string[]) => {
    const {status, stdout, stderr} = spawnSync(process.execPath, [join(dist, 'vip.js'), ...words], {
      encoding: 'utf8',
    });
    return {status, stdout, stderr};
  };
  t.like(call(['garp', '--iface', 'lo', '--ip', '192.0.2.1', '--brief']), {
    status: 2,
    stdout: '',
    stderr: 'vip: --brief: vip garp does not read it; vip explain does (see: vip garp --help)\n',
  });
  for (const command of ['garp', 'audit', 'explain']) {
    const help = call([command, '--help']);
    const whole = spawnSync(process.execPath, [join(dist, 'main.js'), command, '--help'], {encoding: 'utf8'});
    t.deepEqual([help.status, help.stdout], [whole.status, whole.stdout]);
    t.is(help.status, 0);
  }
});
