/** What @vip/arp offers: everything is documented, nothing is more than is meant, and its rooms have doors. */

import {readdirSync, readFileSync} from 'node:fs';
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

/** The shape of a codec: a user may read and write every protocol, whichever of them our own programs do. */
const CODEC = /^(?:encode|decode)[A-Z]|Checksum|^is[A-Z]\w*Correct$/;

/** For users alone: our programs have no need of them. */
const FOR_USERS: readonly string[] = [
  'ipv4FromNumber',
  'ipv4ToNumber',
  'announcementPackets',
  'macOfVirtual',
  'padFrame',
  'unsolicitedNa',
];

test('what is neither a codec nor used by any program is not exported: tests import the file', t => {
  const root = new URL('../../../', import.meta.url);
  const texts = readdirSync(new URL('packages', root))
    .filter(name => name !== 'arp')
    .flatMap(name => {
      const sources = new URL(`packages/${name}/src/`, root);
      return readdirSync(sources, {recursive: true, encoding: 'utf8'})
        .filter(file => file.endsWith('.ts'))
        .map(file => readFileSync(new URL(file, sources), 'utf8'));
    });
  const text = [...texts, readFileSync(new URL('packages/arp/README.md', root), 'utf8')].join('\n');
  const functions = packageSurface().flatMap(({exports}) =>
    exports.filter(({kind}) => kind === 'function').map(({name}) => name),
  );
  const stray = functions.filter(name => !CODEC.test(name) && !new RegExp(`\\b${name}\\b`).test(text));
  t.deepEqual(
    stray.filter(name => !FOR_USERS.includes(name)),
    [],
  );
});

test('docs/arp.md is what the package exports (npm run reference)', t => {
  t.is(readFileSync(new URL('../../../docs/arp.md', import.meta.url), 'utf8'), surfaceDocument());
});

test('no modules of the package import one another in a circle', t => {
  t.deepEqual(importCircle(), []);
});
