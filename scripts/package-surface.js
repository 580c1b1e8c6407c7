// What @vip/arp exports, entry by entry, with the first sentence of each docstring: for docs/arp.md and for its test.
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from './bootstrap/checkout.js';

const packageDirectory = join(root, 'packages/arp');

/**
 * @typedef {{name: string, kind: string, says: string}} Export
 * @typedef {{entry: string, says: string, exports: Export[]}} Entry
 */

/**
 * Every entry point of the package.
 * @returns {Entry[]}
 */
export function packageSurface() {
  const {name, exports} = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8'));
  return Object.entries(exports).map(([path, {default: made}]) => {
    const file = join(packageDirectory, made.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
    const text = readFileSync(file, 'utf8');
    return {
      entry: path === '.' ? name : `${name}${path.slice(1)}`,
      says: sentence(/\/\*\*([\s\S]*?)@module/.exec(text)?.[1] ?? ''),
      exports: exportsOf(file, text),
    };
  });
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Export[]}
 */
function exportsOf(file, text) {
  const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)];
  return lists
    .flatMap(([, names = '', from = '']) => {
      const source = readFileSync(join(dirname(file), from.replace(/\.js$/, '.ts')), 'utf8');
      const wanted = names.split(',').map(name => name.trim().replace(/^type /, ''));
      return wanted.filter(name => name !== '').map(name => found(name, source));
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} name
 * @param {string} source
 * @returns {Export}
 */
function found(name, source) {
  const declaration = new RegExp(
    `export (?:declare )?(?:async )?(function\\*?|const|class|interface|type) ${name}\\b`,
  ).exec(source);
  if (declaration === null) throw new Error(`${name}: expected its declaration, got none`);
  const before = source.slice(0, declaration.index);
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before)?.[1] ?? '';
  return {name, kind: (declaration[1] ?? '').replace('*', ''), says: sentence(comment)};
}

/**
 * The first sentence of a comment, in one line.
 * @param {string} comment
 */
function sentence(comment) {
  const text = comment
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .replace(/\s+@(?:param|returns|throws|module)\b.*$/, '')
    .trim();
  const end = /^.*?(?:\.(?=\s+[A-Z`]|$)|$)/.exec(text)?.[0] ?? text;
  return end.replace(/[.;:]$/, '').trim();
}

/** docs/arp.md. */
export function surfaceDocument() {
  const parts = packageSurface().map(({entry, says, exports}) => {
    const rows = exports.map(
      ({name, kind, says: what}) => `| \`${name}\` | ${kind} | ${what.replaceAll('|', '\\|')} |`,
    );
    return [`## ${entry}`, '', `${says}.`, '', '| | | |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  const head =
    '<!-- Made by `npm run reference` from the docstrings. -->\n\n# What @vip/arp exports\n\n' +
    'The declarations in the package say more: units, ranges, errors, and the standard each follows. ' +
    'The [README](../packages/arp/README.md) shows it at work.\n\n';
  return head + parts.join('\n');
}

/**
 * The modules that import one another in a circle, by their paths below `src`; empty where there is none.
 * @returns {string[]}
 */
export function importCircle() {
  /** @type {Map<string, 'open' | 'done'>} */
  const state = new Map();
  /** @type {string[]} */
  const path = [];
  /** @param {string} file @returns {string[]} */
  const visit = file => {
    if (state.get(file) === 'done') return [];
    path.push(file);
    if (state.get(file) === 'open')
      return path.slice(path.indexOf(file)).map(one => one.slice(packageDirectory.length + 5));
    state.set(file, 'open');
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const next = join(dirname(file), from.replace(/\.js$/, '.ts'));
      const circle = existsSync(next) ? visit(next) : [];
      if (circle.length > 0) return circle;
    }
    state.set(file, 'done');
    path.pop();
    return [];
  };
  const rooms = ['wire', 'capture-file', 'link', 'ownership', 'describe'];
  return (
    rooms.map(room => visit(join(packageDirectory, 'src', room, 'index.ts'))).find(one => one.length > 0) ??
    []
  );
}
