/** What the libraries offer: everything is documented, and @vip/arp has no unintended exports. */

import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {importScript, temporaryDirectory} from './helpers/script.js';

/** A part of TypeDoc's model. */
interface Export {
  readonly name: string;
  readonly kind: number;
}

interface Api {
  readonly name: string;
  readonly entries: readonly {readonly entry: string; readonly exports: readonly Export[]}[];
}

interface ReadModule {
  readApi(library: string): Promise<Api>;
  readPackage(folder: string): Promise<Api>;
}

const {LIBRARIES} = await importScript<{LIBRARIES: readonly string[]}>('api/public.js');
const {readApi, readPackage} = await importScript<ReadModule>('api/read.js');
const {unsaid} = await importScript<{unsaid(api: Api): string[]}>('api/docstrings.js');
const {touchedAlone} = await importScript<{touchedAlone(api: Api): string[]}>('api/touched.js');
const {apiPages} = await importScript<{apiPages(api: Api): Promise<Map<string, string>>}>('api-reference.js');
/** Numbers of TypeDoc's `ReflectionKind`, whose types need the compiler that it comes with. */
const KIND = {constant: 32, function: 64};

const root = fileURLToPath(new URL('../../../', import.meta.url));
const apis = new Map<string, Promise<Api>>(LIBRARIES.map(library => [library, readApi(library)]));

for (const [library, reading] of apis) {
  test(`@vip/${library}: every export is documented with its units and ranges, its errors and its source`, async t => {
    t.deepEqual(unsaid(await reading), []);
  });

  test(`@vip/${library}: whatever a documented export refers to is documented, at any depth`, async t => {
    t.deepEqual(touchedAlone(await reading), []);
  });

  test(`docs/${library} matches what the package exports (npm run reference)`, async t => {
    const folder = join(root, 'docs', library);
    const pages = await apiPages(await reading);
    t.deepEqual(readdirSync(folder).sort(), [...pages.keys()].sort());
    for (const [page, text] of pages) t.is(readFileSync(join(folder, page), 'utf8'), text, page);
  });
}

const SPARSE = `
export function silent(): void {}
/** Waits. */
export function wait(time: number): void { if (time < 0) throw new Error('negative'); }
/** Waits, and is spoken for by what it calls. */
export function waitTwice(): void { wait(1); }
/** Catches it. */
export function tryToWait(): void { try { wait(1); } catch {} }
/** Never throws: never throws. */
export function promised(): void { wait(1); }
/** Takes apart. */
export function halve({whole}: {whole: string}): string { return whole; }
/**
 * Says everything (RFC 826).
 *
 * @param time in seconds, 0 to 9
 * @throws Error for any other
 */
export function waitWell(time: number): void { wait(time); }
/** A reading. */
export interface Reading { size: number; readonly name: string }
`;

test('whatever a docstring leaves unsaid is reported in a line of its own', async t => {
  const folder = temporaryDirectory(t);
  mkdirSync(join(folder, 'src/wire'), {recursive: true});
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: '@vip/arp',
      exports: {'.': {default: './dist/wire/index.js'}},
    }),
  );
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{"compilerOptions": {"module": "nodenext", "target": "es2023", "types": []}, "include": ["src"]}',
  );
  writeFileSync(join(folder, 'src/wire/index.ts'), SPARSE);
  const faults = unsaid(await readPackage(folder)).map(line => line.replace('@vip/arp: ', ''));
  const source = (name: string) => `${name}: expected its source, got none`;
  t.deepEqual(
    faults.sort(),
    [
      'Reading.size: expected unit and range, got no docstring',
      'halve: expected @param with a name for what it takes apart, got none',
      source('halve'),
      source('promised'),
      'silent: expected a docstring, got none',
      source('silent'),
      source('tryToWait'),
      'wait: expected @param time with unit and range, got none',
      'wait: expected @throws, got none',
      source('wait'),
      'waitTwice: expected @throws, got none',
      source('waitTwice'),
    ].sort(),
  );
});

async function exportsOfArp() {
  return (await (apis.get('arp') as Promise<Api>)).entries;
}

test('each name is exported by one entry point only', async t => {
  const names = (await exportsOfArp()).flatMap(({exports}) => exports.map(({name}) => name));
  t.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('thresholds of heuristics are not exported', async t => {
  const ownership = (await exportsOfArp()).find(({entry}) => entry === '@vip/arp/ownership');
  t.deepEqual(
    ownership?.exports.filter(({kind}) => kind === KIND.constant),
    [],
  );
});

/** The names of a codec: users may read and write every protocol, even those that our own programs do not. */
const CODEC = /^(?:encode|decode)[A-Z]|Checksum|^is[A-Z]\w*Correct$/;

/** Exports for users only, which our own programs do not need. */
const FOR_USERS: readonly string[] = [
  'ipv4FromNumber',
  'ipv4ToNumber',
  'announcementPackets',
  'macOfVirtual',
  'padFrame',
  'unsolicitedNa',
];

test('exports are codecs, or are used by a program; tests import the file instead', async t => {
  const texts = readdirSync(join(root, 'packages'))
    .filter(name => name !== 'arp')
    .flatMap(name => {
      const sources = join(root, 'packages', name, 'src');
      return readdirSync(sources, {recursive: true, encoding: 'utf8'})
        .filter(file => file.endsWith('.ts'))
        .map(file => readFileSync(join(sources, file), 'utf8'));
    });
  const pages = ['packages/arp/README.md', 'docs/cookbook.md'];
  const text = [...texts, ...pages.map(page => readFileSync(join(root, page), 'utf8'))].join('\n');
  const functions = (await exportsOfArp()).flatMap(({exports}) =>
    exports.filter(({kind}) => kind === KIND.function).map(({name}) => name),
  );
  t.true(functions.includes('decodeFrame'));
  const stray = functions.filter(name => !CODEC.test(name) && !new RegExp(`\\b${name}\\b`).test(text));
  t.deepEqual(
    stray.filter(name => !FOR_USERS.includes(name)),
    [],
  );
});

/** The libraries with undocumented entry points, for what only our own programs need. */
const WITH_INTERNALS = ['analysis', 'core'];

for (const library of WITH_INTERNALS) {
  test(`what only our own programs need is below @vip/${library}/internal, and no document refers to it`, t => {
    const {exports} = JSON.parse(readFileSync(join(root, 'packages', library, 'package.json'), 'utf8'));
    t.deepEqual(
      Object.keys(exports).filter(entry => !/^\.\/internal(\/|$)/.test(entry)),
      ['.'],
    );
    const readmes = WITH_INTERNALS.map(name => `packages/${name}/README.md`);
    const forUsers = ['docs', ...readmes, 'packages/arp/README.md', 'README.md'].flatMap(filesOf);
    t.true(forUsers.length > 30);
    t.deepEqual(
      forUsers.filter(file => readFileSync(file, 'utf8').includes(`'@vip/${library}/internal`)),
      [],
    );
  });

  test(`each export of @vip/${library}/internal is imported somewhere, and none is an export of @vip/${library}`, t => {
    const sources = `packages/${library}/src`;
    const internal = namesOf(`${sources}/internal/index.ts`);
    const main = new Set(namesOf(`${sources}/index.ts`));
    const programs = ['packages', 'test', 'bench', 'fuzz'].flatMap(filesOf);
    const imported = programs
      .filter(file => /\.[jt]s$/.test(file) && !/\/(?:dist|node_modules)\//.test(file))
      .map(file => readFileSync(file, 'utf8'))
      .filter(text => text.includes(`@vip/${library}/internal'`))
      .join('\n');
    const words = new Set(imported.match(/\w+/g));
    t.true(internal.length > 100 && main.size > 20);
    t.deepEqual(
      internal.filter(name => main.has(name) || !words.has(name)),
      [],
    );
  });
}

test('each export of @vip/arp/internal is imported by another package, and none is a public export', async t => {
  const internal = ['index.ts', 'link.ts'].flatMap(file => namesOf(`packages/arp/src/internal/${file}`));
  const others = ['packages/analysis/src', 'packages/core/src', 'packages/report/src', 'packages/cli/src'];
  const imported = new Set(
    others
      .flatMap(filesOf)
      .flatMap(file => [...readFileSync(file, 'utf8').matchAll(IMPORT_OF_INTERNAL)])
      .flatMap(([, names = '']) => names.match(/\w+/g) ?? []),
  );
  const open = new Set((await exportsOfArp()).flatMap(({exports}) => exports.map(({name}) => name)));
  t.true(internal.includes('hexOctets'));
  t.deepEqual(
    internal.filter(name => open.has(name) || !imported.has(name)),
    [],
  );
});

const IMPORT_OF_INTERNAL = /import \{([^}]*)\} from '@vip\/arp\/internal(?:\/link)?'/g;

/** The names that a file of re-exports lists. */
function namesOf(file: string): string[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(/\{([^}]*)\} from/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map(name => name.replace(/\btype |.* as /g, '').trim())
    .filter(name => name !== '');
}

/** All files below a directory, or the file itself. */
function filesOf(path: string): string[] {
  const whole = join(root, path);
  if (statSync(whole).isFile()) return [whole];
  return readdirSync(whole, {recursive: true, encoding: 'utf8'})
    .map(file => join(whole, file))
    .filter(file => statSync(file).isFile());
}
