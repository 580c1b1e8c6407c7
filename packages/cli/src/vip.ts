#!/usr/bin/env node
/**
 * The executable `vip`: starts the program beside it.
 *
 * @module
 */

import {keepDebuggerShut} from '@vip/core/internal/debugger';
import {type Bundle, bundleOf} from './bundles.js';
import {compile, readCodeCache, runCompiled} from './compiled.js';

keepDebuggerShut();

try {
  start(bundleOf(process.argv.slice(2)));
} catch (error) {
  // Once loaded, the program reports everything else itself.
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`vip: cannot be loaded: ${reason.split('\n', 1)[0]}\n`);
  process.exitCode = 3;
}

function start(bundle: Bundle): void {
  const program = `${import.meta.dirname}/${bundle}.js`;
  const {instead} = runCompiled(compile(program, readCodeCache(program)), program);
  if (instead !== undefined) start(instead);
}
