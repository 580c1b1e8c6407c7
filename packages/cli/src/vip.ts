#!/usr/bin/env node
/**
 * `vip` as it is called: starts the program beside it.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {compile, readCache, run} from './compiled.js';

const program = fileURLToPath(new URL('./main.js', import.meta.url));

run(compile(program, readCache(program)), program);
