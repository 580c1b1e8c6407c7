#!/usr/bin/env node
/**
 * `vip` as it is called: starts the program beside it.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {keepDebuggerShut} from '@vip/core/debugger';
import {compile, readCache, run} from './compiled.js';

keepDebuggerShut();

const program = fileURLToPath(new URL('./main.js', import.meta.url));

run(compile(program, readCache(program)), program);
