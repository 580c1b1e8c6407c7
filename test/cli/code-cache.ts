/** What V8 has compiled of the program once: it only saves time, and nothing depends on it. */

import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {cacheFile, compile, readCache} from '@vip/cli/compiled';
import test, {type ExecutionContext} from 'ava';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const CLI = fileURLToPath(new URL('../../../packages/cli/', import.meta.url));

const {version} = JSON.parse(readFileSync(join(CLI, 'package.json'), 'utf8')) as {version: string};

/** The program's directory once more, to change it. */
function installed(t: ExecutionContext): string {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'dist'));
  cpSync(join(CLI, 'dist'), join(directory, 'dist'), {recursive: true});
  cpSync(join(CLI, 'package.json'), join(directory, 'package.json'));
  return join(directory, 'dist');
}

const programIn = (dist: string) => join(dist, 'main.js');

const cacheIn = (dist: string) => cacheFile(programIn(dist));

function isTaken(dist: string): boolean {
  const cache = readCache(programIn(dist));
  return cache !== undefined && compile(programIn(dist), cache).cachedDataRejected === false;
}

function versionPrinted(dist: string, ...flags: string[]): string {
  return execFileSync(process.execPath, [...flags, join(dist, 'vip.js'), '--version'], {encoding: 'utf8'});
}

test('the build leaves a code cache that this Node takes', t => {
  t.true(isTaken(join(CLI, 'dist')));
});

test('without a code cache vip runs the same, and writes none', t => {
  const dist = installed(t);
  rmSync(cacheIn(dist));
  const before = readdirSync(dist);
  t.is(versionPrinted(dist), `${version}\n`);
  t.deepEqual(readdirSync(dist), before);
});

test('a code cache that V8 rejects is ignored, and left unchanged', t => {
  const dist = installed(t);
  for (const content of [Buffer.alloc(0), Buffer.from('no cache'), Buffer.alloc(4096, 0xff)]) {
    writeFileSync(cacheIn(dist), content);
    t.is(versionPrinted(dist), `${version}\n`);
    t.deepEqual(readFileSync(cacheIn(dist)), content);
  }
});

test('with flags that change what V8 compiles vip runs the same', t => {
  t.is(versionPrinted(join(CLI, 'dist'), '--no-opt'), `${version}\n`);
});

test('warm.js writes the code cache next to itself, atomically', t => {
  const dist = installed(t);
  const cache = cacheIn(dist);
  rmSync(cache);
  const {status} = spawnSync(process.execPath, [join(dist, 'warm.js')], {stdio: 'ignore'});
  t.is(status, 0);
  t.true(existsSync(cache));
  t.true(isTaken(dist));
  t.deepEqual(
    readdirSync(dist).filter(file => file.endsWith('.new')),
    [],
  );
});
