// The imports of every source file of the packages, including types and lazily loaded files.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';

/**
 * @typedef {{imports: string[], lazy: string[]}} Module
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
export function packageEntries(root) {
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
  const imports = [...text.matchAll(STATEMENT)].flatMap(
    ([, from = '']) => targetOf(root, path, from, entries) ?? [],
  );
  const lazy = [...text.matchAll(LAZY)].map(([, from = '']) => sourceOf(root, path, from));
  return {imports, lazy};
}

/**
 * The source that an import statement names; undefined if it is not ours.
 * @param {string} root
 * @param {string} importer
 * @param {string} from
 * @param {Map<string, string>} entries
 */
export function targetOf(root, importer, from, entries) {
  return from.startsWith('.') ? sourceOf(root, importer, from) : entries.get(from);
}

/** @param {string} root @param {string} importer @param {string} from */
function sourceOf(root, importer, from) {
  return relative(root, join(dirname(importer), from)).replace(/\.js$/, '.ts');
}

const LAZY = /\bimport\(\s*'(\.[^']+)'/g;

const STATEMENT = /(?:import|export)\s+(?:type\s)?(?:\{[^}]*\}|[^'"{};]*?)\s*(?:from\s*)?['"]([^'"\n]+)['"]/g;

/** Strings are kept, because specifiers are strings. @param {string} text */
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
