/**
 * A bundled program with V8's code cache from an earlier run. Reading and compiling the whole text takes
 * as long as everything `vip garp` does; with the cache it takes a third of that (docs/benchmarks.md).
 *
 * Node has had a cache of its own since 22.8 (`module.enableCompileCache`). It is written when the program runs, but a `vip`
 * run by root should write nothing that later runs execute. This one is made once, when the program is built or installed.
 *
 * @module
 */

import {existsSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname} from 'node:path';
import {Script} from 'node:vm';
import type {Bundle} from './bundles.js';

/** The cache's file: V8 accepts only caches of the same version for the same processor. */
export function cacheFile(program: string): string {
  return `${program.slice(0, -'.js'.length)}.${process.versions.v8}-${process.arch}.cache`;
}

/** The cache for this Node; undefined if there is none, in which case the text is compiled. */
export function readCodeCache(program: string): Buffer | undefined {
  const file = cacheFile(program);
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** Saves what V8 has compiled so far, atomically: a partial cache must not be run. */
export function writeCache(program: string, script: Script): void {
  const file = cacheFile(program);
  writeFileSync(`${file}.new`, script.createCachedData());
  renameSync(`${file}.new`, file);
}

/**
 * @param program a CommonJS bundle of ASCII text
 * @param cachedData is ignored if V8 rejects it, for instance because it runs with other flags
 */
export function compile(program: string, cachedData?: Buffer): Script {
  // As Node wraps every CommonJS module (its documentation, "The module wrapper").
  const text = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(program, 'latin1')}\n});`;
  return new Script(text, {filename: program, cachedData});
}

/** A program's message to the code that runs it. */
export interface ProgramExports {
  /** The program to run instead; this one has done nothing. */
  readonly instead?: Bundle | undefined;
}

/** Runs the program as Node's own loader would. */
export function runCompiled(script: Script, program: string): ProgramExports {
  const module: {exports: ProgramExports} = {exports: {}};
  script
    .runInThisContext()
    .call(module.exports, module.exports, createRequire(program), module, program, dirname(program));
  return module.exports;
}
