#!/usr/bin/env node
/**
 * `vip` as it is called: starts the program next to it.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {keepDebuggerShut} from '@vip/core/debugger';
import {bundleOf} from './bundles.js';
import {compile, readCache, runCompiled} from './compiled.js';

keepDebuggerShut();

const program = fileURLToPath(new URL(`./${bundleOf(process.argv.slice(2))}.js`, import.meta.url));

try {
  runCompiled(compile(program, readCache(program)), program);
} catch (error) {
  // The program tells of all else itself, once it is there.
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`vip: cannot be loaded: ${reason.split('\n', 1)[0]}\n`);
  process.exitCode = 3;
}
