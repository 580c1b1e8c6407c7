// A library's scripts as few files: a program that imports `@vip/core` had 1,200 modules to find, read and link. What several entry points
// have in common is in files that they share, so that a class is the same however it was imported. The types stay as they are.
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import * as esbuild from 'esbuild';
import {listFiles} from '../bootstrap/stamp.js';

/** What is started by its path. */
const PROGRAMS = {'@vip/core': ['dist/agent/main.js', 'dist/page/main.js']};

/**
 * @param {string} stage the package as it is published, with its scripts as they were compiled
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
    // Beside the entry points, where what is found by its path from a script still is.
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
