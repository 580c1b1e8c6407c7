/** The build ensures that pure files do not reach anything of Node, however that is written. */

import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const {impurities} = (await import(join(root, 'scripts/purity.js'))) as {
  impurities(root: string): string[];
};

/** The findings in a checkout that consists of these files. */
function found(t: ExecutionContext, files: Readonly<Record<string, string>>): string[] {
  const checkout = temporaryDirectory(t);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, path)), {recursive: true});
    writeFileSync(join(checkout, path), text);
  }
  return impurities(checkout);
}

const ANALYSIS = 'packages/analysis/src';

test('every file of the checkout that should be pure is', t => {
  t.deepEqual(impurities(root), []);
});

for (const [what, text] of [
  ['an import', "import {readFileSync} from 'node:fs';"],
  ['an import for its effect', "import 'node:process';"],
  ['a module that is exported on', "export {readFile} from 'node:fs/promises';"],
  ['a module without the prefix', "import fs from 'fs';"],
  ['an addon', "import {Cap} from 'cap';"],
  ['a dynamic import', "export const load = () => import('node:fs');"],
  ['a name that is put together', "export const load = () => import(['node', 'fs'].join(':'));"],
  ['createRequire', "import {createRequire as make} from './make.js';\nexport const require = make;"],
  ['require', "export const fs = require('fs');"],
  ['process.binding', "export const fs = process.binding('fs');"],
  ['process by index', "export const fs = process['binding']('fs');"],
  ['the global process', 'export const home = globalThis.process.env.HOME;'],
  ['a part of the global object', 'const {process: own} = globalThis;\nexport const home = own.env.HOME;'],
  ['process.getBuiltinModule', "export const fs = process?.['getBuiltinModule']('fs');"],
  ['a declared process', 'declare const process: {env: object};\nexport const all = () => process.env;'],
  ['require by another name', 'const load = require;\nexport const fs = load;'],
  ['module.require', "export const fs = module.require('fs');"],
  ['an escape in a name', "export {readFile} from '\\x6eode:fs';"],
  ['a module between two strings', "const a = '/*';\nimport 'node:fs';\nexport const b = [a, '*/'];"],
  ['an import of names that are types alone', "import {type Stats} from 'node:fs';\nexport type A = Stats;"],
  ['a package that nobody checked', "export {Registry} from 'prom-client';"],
  ['a file that is not read', "export {a} from './a.mjs';"],
  ['text that is compiled', "export const own = Function('return process')();"],
  ['text that is evaluated', "export const own = (0, eval)('process');"],
  ['the constructor of a function', "export const own = (() => {}).constructor('return process')();"],
  ['a template around it', `export const text = \`home: \${process.env.HOME}\`;`],
  ['import.meta', 'export const url = import.meta.url;'],
] as const) {
  test(`a pure file does not reach Node by ${what}`, t => {
    const problems = found(t, {[`${ANALYSIS}/x.ts`]: text});
    t.is(problems.length, 1, problems.join('\n'));
    t.regex(problems[0] ?? '', /^packages\/analysis\/src\/x\.ts -> .*expected a pure file/);
  });
}

for (const [what, text] of [
  ['the time of day', 'export const now = Date.now();'],
  ['a date without a time', 'export const now = new Date();'],
  ['the clock by index', "export const now = Date['now']();"],
  ['the clock by another name', 'const {now} = Date;\nexport const at = now();'],
  ['chance', 'export const a = Math.random();'],
  ['chance by another name', 'const {random} = Math;\nexport const a = random();'],
  ['a timer', 'export const later = (done: () => void) => setTimeout(done, 1);'],
  ['performance', 'export const now = () => performance.now();'],
  ['the network', "export const get = () => fetch('http://127.0.0.1');"],
  ['the terminal', "console.log('here');\nexport {};"],
] as const) {
  test(`a pure file does not depend on ${what}`, t => {
    const problems = found(t, {[`${ANALYSIS}/x.ts`]: text});
    t.is(problems.length, 1, problems.join('\n'));
    t.regex(problems[0] ?? '', /^packages\/analysis\/src\/x\.ts -> .*expected a pure file/);
  });
}

test('a pure file does not reach Node through another file or package either', t => {
  const effectful = "import {spawn} from 'node:child_process';\nexport const start = spawn;";
  const problems = found(t, {
    'packages/core/src/views/x.ts': "import {a} from './y.js';",
    'packages/core/src/views/y.ts': "import {b} from '@vip/arp/link';",
    'packages/arp/package.json': JSON.stringify({
      name: '@vip/arp',
      exports: {'./link': {default: './dist/link/index.js'}},
    }),
    'packages/arp/src/link/index.ts': effectful,
  });
  const way = 'packages/core/src/views/y.ts -> packages/arp/src/link/index.ts -> node:child_process';
  t.deepEqual(problems, [`${way}: expected a pure file, got one that reaches Node`]);
});

test('types, comments and other files do not matter', t => {
  const problems = found(t, {
    [`${ANALYSIS}/x.ts`]: [
      '/** Not with `process.binding`, nor import("node:fs"). */',
      "import type {Link} from '../../core/src/host.js'; // createRequire",
      'export const processed = (link: Link) => link;',
      'export const names = (all: {name: string}[]) => all.map(process => process.name);',
      'export const own = ({require, module}: {require: string; module: string}) => [require, module];',
      'export const text = (ns: number) => new Date(Math.floor(ns / 1e6)).toISOString();',
      'export class Timer { performance = 0; constructor(readonly fetch: number) {} }',
      "export const words = ['process', 'globalThis', 'Date.now()'];",
    ].join('\n'),
    'packages/core/src/host.ts': "import 'node:fs';",
  });
  t.deepEqual(problems, []);
});

test('conversations and claims do not import from explain, and no two files import each other', t => {
  const problems = found(t, {
    [`${ANALYSIS}/conversations/a.ts`]: "import type {B} from '../explain/b.js';",
    [`${ANALYSIS}/explain/b.ts`]: "import type {C} from './c.js';",
    [`${ANALYSIS}/explain/c.ts`]: "import type {B} from './b.js';",
  });
  t.deepEqual(problems, [
    `${ANALYSIS}/conversations/a.ts: expected nothing of ${ANALYSIS}/explain, got ${ANALYSIS}/explain/b.ts`,
    `${ANALYSIS}/explain/b.ts -> ${ANALYSIS}/explain/c.ts -> ${ANALYSIS}/explain/b.ts: expected no circle of imports`,
  ]);
});

test('files of any package do not import one another in a circle, even lazily', t => {
  const CLI = 'packages/cli/src';
  const problems = found(t, {
    [`${CLI}/a.ts`]: "export const load = () => import('./b.js');",
    [`${CLI}/b.ts`]: "import type {A} from './a.js';",
  });
  t.deepEqual(problems, [`${CLI}/a.ts -> ${CLI}/b.ts -> ${CLI}/a.ts: expected no circle of imports`]);
});
