// A library's scripts as a few files: a program that imported `@vip/core` had 1,200 modules to find, read and link. Code that several entry
// points have in common is in shared files, so that a class is the same however it was imported. The types stay as they are.
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import * as esbuild from 'esbuild';
import {listFiles} from '../bootstrap/stamp.js';

/** Programs that are started by path. */
const PROGRAMS = {'@vip/core': ['dist/agent/main.js', 'dist/page/main.js']};

/**
 * @param {string} stage the package as it is published, with its compiled scripts
 * @param {{name: string, exports: Record<string, {default: string}>}} own its package.json
 */
export function bundleLibrary(stage, {name, exports}) {
  const programs = PROGRAMS[/** @type {keyof typeof PROGRAMS} */ (name)] ?? [];
  const entryPoints = [...Object.values(exports).map(door => door.default), ...programs];
  const {metafile} = esbuild.buildSync({
    absWorkingDir: stage,
    entryPoints,
    outdir: 'dist',
    outbase: 'dist',
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
  const made = new Set(Object.keys(metafile.outputs));
  for (const file of listFiles(stage, ['dist']))
    if (file.endsWith('.js') && !made.has(file)) rmSync(join(stage, file));
}
