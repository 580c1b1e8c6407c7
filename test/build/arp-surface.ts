/** What @vip/arp offers: everything is documented, nothing is more than is meant, and its rooms have doors. */

import {readFileSync} from 'node:fs';
import test from 'ava';
import {importScript} from './helpers/script.js';

interface SurfaceModule {
  packageSurface(): {entry: string; says: string; exports: {name: string; kind: string; says: string}[]}[];
  surfaceDocument(): string;
  importCircle(): string[];
}

const {importCircle, packageSurface, surfaceDocument} =
  await importScript<SurfaceModule>('package-surface.js');

test('every entry point, and everything that it exports, has a docstring', t => {
  const surface = packageSurface();
  t.deepEqual(
    surface.map(({entry}) => entry),
    ['@vip/arp', '@vip/arp/capture-file', '@vip/arp/describe', '@vip/arp/link', '@vip/arp/ownership'],
  );
  const silent = surface.flatMap(({entry, says, exports}) => [
    ...(says === '' ? [entry] : []),
    ...exports.filter(one => one.says === '').map(({name}) => `${entry}: ${name}`),
  ]);
  t.deepEqual(silent, []);
});

test('a name is exported by one entry point alone', t => {
  const names = packageSurface().flatMap(({exports}) => exports.map(({name}) => name));
  t.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('thresholds of heuristics are not exported', t => {
  const ownership = packageSurface().find(({entry}) => entry === '@vip/arp/ownership');
  t.deepEqual(
    ownership?.exports.filter(({kind}) => kind === 'const'),
    [],
  );
});

test('docs/arp.md is what the package exports (npm run reference)', t => {
  t.is(readFileSync(new URL('../../../docs/arp.md', import.meta.url), 'utf8'), surfaceDocument());
});

test('no modules of the package import one another in a circle', t => {
  t.deepEqual(importCircle(), []);
});
