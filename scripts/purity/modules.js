// What every source file of the packages imports, and by which ways it reaches Node.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {dirname, join, relative} from 'node:path';

/** A parameter or a local variable, as code that looks at processes has. */
const OWN_PROCESS = /(?:const|let)\s+process\b|\bprocess\s*=>|[({,]\s*process\s*[,:)}=]/;

/** Ways to Node and to native code that no import statement shows. */
const BACK_DOORS = [
  [/\bcreateRequire\b/, 'createRequire'],
  [/\brequire\s*\(/, 'require()'],
  // A file may be called so: `from './host/process.js'`.
  [/(?<![\w.]\/)\bprocess\s*(\?\.|\.|\[)/, 'process'],
  [/\bglobalThis\s*(\?\.|\.|\[)/, 'globalThis'],
  [/\bimport\s*\(/, 'import()'],
  [/\bBuffer\s*(\.|\()/, 'Buffer'],
];

const NATIVE = new Set(['cap', 'raw-socket']);

/**
 * @typedef {{to: string, isType: boolean}} Import
 * @typedef {{imports: Import[], lazy: string[], effects: string[]}} Module
 * @typedef {Map<string, Module>} Modules
 */

/**
 * Every source file of the packages, by its path below the root.
 * @param {string} root
 * @returns {Modules}
 */
export function readModules(root) {
  const sources = join(root, 'packages');
  const entries = packageEntries(root);
  /** @type {Modules} */
  const files = new Map();
  if (!existsSync(sources)) return files;
  for (const name of readdirSync(sources)) {
    const directory = join(sources, name, 'src');
    if (!existsSync(directory)) continue;
    for (const entry of readdirSync(directory, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile() || !/(?<!\.d)\.ts$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(relative(root, path), readModule(root, path, entries));
    }
  }
  return files;
}

/** The source of every entry point of our packages: `@vip/arp/link` is packages/arp/src/link/index.ts. @param {string} root */
function packageEntries(root) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  for (const name of existsSync(join(root, 'packages')) ? readdirSync(join(root, 'packages')) : []) {
    const file = join(root, 'packages', name, 'package.json');
    if (!existsSync(file)) continue;
    const {name: as, exports = {}} = JSON.parse(readFileSync(file, 'utf8'));
    for (const [entry, {default: target = ''} = {}] of Object.entries(exports)) {
      const source = String(target)
        .replace(/^\.\/dist\//, `packages/${name}/src/`)
        .replace(/\.js$/, '.ts');
      entries.set(join(as, entry), source);
    }
  }
  return entries;
}

/**
 * @param {string} root
 * @param {string} path
 * @param {Map<string, string>} entries
 * @returns {Module}
 */
function readModule(root, path, entries) {
  const text = withoutComments(readFileSync(path, 'utf8'));
  /** @type {Import[]} */
  const imports = [];
  const effects = BACK_DOORS.flatMap(([pattern, name]) =>
    /** @type {RegExp} */ (pattern).test(text) && !(name === 'process' && OWN_PROCESS.test(text))
      ? [String(name)]
      : [],
  );
  for (const [, type, names, from = ''] of text.matchAll(STATEMENT)) {
    // `import {type A, type B}` leaves nothing behind either.
    const isType =
      type !== undefined || (names?.split(',').every(name => /^\s*(type\s|$)/.test(name)) ?? false);
    if (isEffectful(from)) effects.push(from);
    else if (from.startsWith('.')) imports.push({to: sourceOf(root, path, from), isType});
    else if (entries.has(from)) imports.push({to: /** @type {string} */ (entries.get(from)), isType});
  }
  const lazy = [...text.matchAll(LAZY)].map(([, from = '']) => sourceOf(root, path, from));
  return {imports, lazy, effects};
}

/** @param {string} root @param {string} importer @param {string} from */
function sourceOf(root, importer, from) {
  return relative(root, join(dirname(importer), from)).replace(/\.js$/, '.ts');
}

const LAZY = /\bimport\(\s*'(\.[^']+)'/g;

const STATEMENT = /(?:import|export)\s+(type\s)?(?:\{([^}]*)\}|[^'"{};]*?)\s*(?:from\s*)?['"]([^'"\n]+)['"]/g;

/** @param {string} from */
function isEffectful(from) {
  return from.startsWith('node:') || NATIVE.has(from) || builtinModules.includes(from);
}

/** Strings stay: a specifier is one. @param {string} text */
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
