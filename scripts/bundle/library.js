// A package's compiled scripts as a few files: a program that imported `@vip/core` had 1,200 modules to find, read and link. Code that several
// entry points have in common is in shared files, so that a class is the same however it was imported. The types stay as they are.
//
// Users get the libraries like this, and so do tests, of which each process would otherwise spend up to half a second on modules.
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import * as esbuild from 'esbuild';
import {root} from '../bootstrap/checkout.js';
import {listFiles} from '../bootstrap/stamp.js';
import {readJson} from '../pack/read-json.js';
import {CONDITION} from './condition.js';

/** @typedef {Record<string, {default: string}>} Doors a package's exports */

/**
 * Programs that are started by path, and the scripts that start them: as entry points of their own, these stay where the path is right, also
 * if a single other entry point imports them.
 */
const PROGRAMS = {'@vip/core': ['agent/main.js', 'node-agent.js', 'page/main.js', 'page-thread.js']};

/**
 * Replaces the compiled scripts of a package that is about to be published.
 * @param {string} stage the package as it is published, with its compiled scripts
 * @param {{name: string, exports: Doors}} own its package.json
 */
export async function bundleForUsers(stage, own) {
  await bundle(stage, entryPoints(own), {from: 'dist', to: 'dist'});
}

/**
 * Bundles the packages of this checkout beside their compiled scripts.
 * @param {readonly string[]} names of the packages' directories
 */
export async function bundleForTests(names) {
  await Promise.all(
    names.map(async name => {
      const directory = join(root, 'packages', name);
      const own = readJson(join(directory, 'package.json'));
      const from = compiledIn(own);
      const inner = name === 'arp' ? testedInside() : [];
      await bundle(directory, [...entryPoints(own), ...inner], {from, to: 'bundled'});
      requireDoors(own, from);
    }),
  );
}

/** @param {{name: string, exports: Doors}} own */
function entryPoints({name, exports}) {
  const programs = PROGRAMS[/** @type {keyof typeof PROGRAMS} */ (name)] ?? [];
  return [...Object.values(exports).map(door => door.default.replace(/^\.\/[^/]+\//, '')), ...programs];
}

/**
 * Where a package's compiled scripts are.
 * @param {{exports: Doors}} own
 */
function compiledIn({exports}) {
  return Object.values(exports)[0]?.default.split('/')[1] ?? 'dist';
}

/** What tests and the fuzzer import from the inside of `@vip/arp`: a class must be the same whichever way it comes. */
function testedInside() {
  const sources = listFiles(root, ['test', 'fuzz'], (_directory, name) => name !== 'dist').filter(file =>
    file.endsWith('.ts'),
  );
  const found = sources.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'#arp\/([^']+)'/g)].map(
      ([, inner]) => `${inner}.js`,
    ),
  );
  return [...new Set(found)];
}

/**
 * An entry point without the condition would load a second copy of everything it has in common with the others.
 * @param {{name: string, exports: Record<string, Record<string, string>>}} own
 * @param {string} from
 */
function requireDoors({name, exports}, from) {
  for (const [door, {[CONDITION]: bundled, default: compiled}] of Object.entries(exports)) {
    const expected = String(compiled).replace(`./${from}/`, './bundled/');
    if (bundled !== expected)
      throw new Error(`${name}: ${door}: expected ${CONDITION} to be ${expected}, got ${bundled}`);
  }
}

/**
 * @param {string} directory the package
 * @param {readonly string[]} files the entry points, below `from`
 * @param {{from: string, to: string}} places where the compiled scripts are, and where the bundled ones go
 */
async function bundle(directory, files, {from, to}) {
  const {metafile} = await esbuild.build({
    absWorkingDir: directory,
    entryPoints: files.map(file => `./${from}/${file}`),
    outdir: to,
    outbase: from,
    // Beside the entry points, so that files found by their path relative to a script are still found.
    chunkNames: '[name]-[hash]',
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    metafile: true,
    logLevel: 'warning',
  });
  requireFiles(directory, metafile);
  const made = new Set(Object.keys(metafile.outputs));
  for (const file of listFiles(directory, [to]))
    if (file.endsWith('.js') && !made.has(file)) rmSync(join(directory, file));
}

/**
 * A script that finds a file beside its compiled source must find it beside the bundle that it became part of.
 * @param {string} directory the package
 * @param {import('esbuild').Metafile} metafile
 */
function requireFiles(directory, {outputs}) {
  for (const [output, {inputs}] of Object.entries(outputs))
    for (const source of Object.keys(inputs))
      for (const [, path = ''] of readFileSync(join(directory, source), 'utf8').matchAll(BESIDE)) {
        const [wasAt, isAt] = [source, output].map(file => join(directory, dirname(file), path));
        if (existsSync(String(wasAt)) && !existsSync(String(isAt)))
          throw new Error(`${output}: expected ${path} of ${source} beside it, got no such file`);
      }
}

const BESIDE = /new URL\('([^']+)', import\.meta\.url\)/g;
