// What remains of a source file at run time: its imports and the globals that it uses, as esbuild resolves them. So names of local variables,
// comments, escapes in strings and types do not matter, however they are written.
import {builtinModules} from 'node:module';
import {join, relative} from 'node:path';
import {buildSync} from 'esbuild';

/** Globals whose result depends only on their arguments: those of ECMAScript, and a few that every platform has. */
const PURE_GLOBALS = new Set(
  [
    'Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Error AggregateError EvalError Float32Array',
    'Float64Array Infinity Int16Array Int32Array Int8Array Iterator JSON Map NaN Number Object Promise Proxy RangeError',
    'ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array',
    'Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape isFinite isNaN',
    'parseFloat parseInt undefined unescape TextDecoder TextEncoder URL URLSearchParams atob btoa structuredClone',
  ].flatMap(line => line.split(' ')),
);

/** A page may measure how fast it draws. */
const PAGE_GLOBALS = new Set(['performance']);

/** The scope of a CommonJS module, and globals that only later versions of Node have. */
const MORE_GLOBALS = [
  ...['require', 'module', 'exports', '__filename', '__dirname', 'constructor'],
  ...['navigator', 'WebSocket', 'EventSource', 'localStorage', 'sessionStorage', 'Temporal'],
];

const MARK = '__effect_';

const IMPURE_GLOBALS = [...Object.getOwnPropertyNames(globalThis), ...MORE_GLOBALS].filter(
  name => /^[A-Za-z_$][\w$]*$/.test(name) && !PURE_GLOBALS.has(name),
);

/** esbuild replaces only names that are not bound in the file. */
const define = Object.fromEntries([
  ...[...IMPURE_GLOBALS, 'Date', 'Math'].map(name => [name, MARK + name]),
  ['import.meta', `${MARK}importMeta`],
]);

/** Their uses that depend only on arguments. */
const PURE_USES = new RegExp(
  `\\bnew ${MARK}Date\\((?!\\)|\\.\\.\\.)|\\b${MARK}Math\\.(?!random\\b)\\w+`,
  'g',
);

/** Ways to further code that are not the name of a global. */
const BACK_DOORS = [
  [/\bcreateRequire\b/, 'createRequire'],
  [/\bimport\s*\(/, 'import()'],
  // The constructor of any function compiles text, which sees every global.
  [/\.constructor\b|(["'`])constructor\1/, 'constructor'],
];

/** Packages without effects, which the report's page uses. */
const PURE_PACKAGES = new Set(['d3-scale', 'd3-selection', 'd3-zoom']);

const STATEMENT = /^(?:import|export)\s+(?:[^"';]*?\sfrom\s+)?"((?:[^"\\]|\\.)+)"/gm;

/** @typedef {{specifiers: string[], effects: string[]}} Remains */

/**
 * What remains of each of these files.
 * @param {string} root
 * @param {readonly string[]} files paths below it
 * @returns {Map<string, Remains>}
 */
export function remainsOf(root, files) {
  if (files.length === 0) return new Map();
  const {outputFiles} = buildSync({
    absWorkingDir: root,
    entryPoints: files.map(file => join(root, file)),
    outbase: root,
    outdir: root,
    write: false,
    format: 'esm',
    target: 'esnext',
    charset: 'utf8',
    define,
    // As in the projects' own compilation, `import {type A} from 'x'` still runs x.
    tsconfigRaw: {compilerOptions: {verbatimModuleSyntax: true}},
    logLevel: 'silent',
  });
  return new Map(
    outputFiles.map(({path, text}) => {
      const file = relative(root, path).replace(/\.js$/, '.ts');
      return [file, remainsOfCode(text, file.startsWith('packages/report/'))];
    }),
  );
}

/** @param {string} code @param {boolean} isPage @returns {Remains} */
function remainsOfCode(code, isPage) {
  const specifiers = [...code.matchAll(STATEMENT)].map(([, from = '']) => JSON.parse(`"${from}"`));
  const packages = specifiers.filter(from => !from.startsWith('.') && isEffectful(from));
  const doors = BACK_DOORS.flatMap(([pattern, name]) =>
    /** @type {RegExp} */ (pattern).test(code) ? [String(name)] : [],
  );
  const rest = code.replaceAll(PURE_USES, '');
  const globals = [...rest.matchAll(new RegExp(`\\b${MARK}([\\w$]+)`, 'g'))].map(([, name = '']) => name);
  return {
    specifiers,
    effects: [...packages, ...doors, ...globals.filter(name => !(isPage && PAGE_GLOBALS.has(name)))],
  };
}

/** Nothing is known about other packages; ours are read as files. @param {string} from */
function isEffectful(from) {
  if (from.startsWith('node:') || builtinModules.includes(from)) return true;
  return !from.startsWith('@vip/') && !PURE_PACKAGES.has(from);
}
