// What is pure stays so: codecs, analysis and views reach nothing of Node, in whatever way it is written, not even by way of another
// file; and nowhere do files import each other in a circle. The compiler sees neither: types are there for all of a package.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {dirname, join, relative} from 'node:path';

/** Everything below these imports nothing effectful. */
export const PURE_ROOMS = [
  'packages/arp/src/wire',
  'packages/arp/src/capture-file',
  'packages/arp/src/describe',
  'packages/arp/src/ownership',
  'packages/analysis/src',
  'packages/core/src/report',
  'packages/core/src/views',
  'packages/report/src',
];

/** Floors within them: what lies below imports nothing of what lies above. */
const FLOORS = [
  {below: 'packages/analysis/src/conversations', above: 'packages/analysis/src/explain'},
  {below: 'packages/analysis/src/claims', above: 'packages/analysis/src/explain'},
  ...['judge', 'rules', 'notes', 'tell'].flatMap(above => [
    {below: 'packages/analysis/src/explain/frames', above: `packages/analysis/src/explain/${above}`},
    {below: 'packages/analysis/src/explain/collect', above: `packages/analysis/src/explain/${above}`},
  ]),
];

/** No circles of files, types and what is loaded later included. */
const WITHOUT_CIRCLES = 'packages';

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

/**
 * A fault is one object, with what it does to a lab and what is said of it. The report of a trial finds it by its name, and calls the
 * latter alone.
 */
const REGISTRIES = new Set(['packages/core/src/trial/faults/registry.ts']);

const NATIVE = new Set(['cap', 'raw-socket']);

/**
 * What is wrong with the checkout, one line each.
 * @param {string} root
 * @returns {string[]}
 */
export function impurities(root) {
  const files = readModules(root);
  const pure = [...files.keys()].filter(file => PURE_ROOMS.some(room => isBelow(file, room)));
  const problems = pure.flatMap(file => {
    const way = wayToEffects(files, file);
    // Another pure file on it is reported by itself.
    return way === undefined || pure.includes(String(way[1]))
      ? []
      : [`${way.join(' -> ')}: expected a pure file, got one that reaches Node`];
  });
  for (const {below, above} of FLOORS) {
    for (const [file, {imports}] of files) {
      const up = isBelow(file, below) ? imports.find(({to}) => isBelow(to, above)) : undefined;
      if (up !== undefined) problems.push(`${file}: expected nothing of ${above}, got ${up.to}`);
    }
  }
  const circle = circleIn(files, WITHOUT_CIRCLES);
  if (circle !== undefined) problems.push(`${circle.join(' -> ')}: expected no circle of imports`);
  return problems;
}

/**
 * @typedef {{to: string, isType: boolean}} Import
 * @typedef {{imports: Import[], lazy: string[], effects: string[]}} Module
 * @typedef {Map<string, Module>} Modules
 */

/**
 * @param {string} root
 * @returns {Modules}
 */
function readModules(root) {
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

/**
 * The way from a file to the first that reaches Node, by what is left of it when it runs.
 * @param {Modules} files
 * @param {string} from
 * @returns {string[] | undefined}
 */
function wayToEffects(files, from) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const module = files.get(/** @type {string} */ (way.at(-1)));
    const [effect] = module?.effects ?? [];
    if (effect !== undefined) return [...way, effect];
    for (const {to, isType} of module?.imports ?? []) {
      if (isType || seen.has(to) || REGISTRIES.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return undefined;
}

/**
 * @param {Modules} files
 * @param {string} room
 * @returns {string[] | undefined}
 */
function circleIn(files, room) {
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} file @param {readonly string[]} way @returns {string[] | undefined} */
  const visit = (file, way) => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    const {imports = [], lazy = []} = files.get(file) ?? {};
    for (const to of [...imports.map(each => each.to), ...lazy]) {
      const circle = isBelow(to, room) ? visit(to, [...way, file]) : undefined;
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files.keys()) {
    const circle = isBelow(file, room) ? visit(file, []) : undefined;
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** @param {string} file @param {string} directory */
function isBelow(file, directory) {
  return file.startsWith(`${directory}/`);
}
