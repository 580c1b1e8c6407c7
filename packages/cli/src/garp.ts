/**
 * The program with the part of `vip garp` that only sends, in a file of its own: clients wait for it, and with the rest of the program for notify
 * scripts it took twice as long to load.
 *
 * @module
 */

import type {Bundle} from './bundles.js';
import {typedWords} from './command-words.js';
import {garp} from './commands/garp.js';
import {BEYOND_SENDING, GARP} from './grammar/garp.js';
import {plainReader} from './grammar/plain.js';
import {runProgram} from './run.js';

const read = plainReader(GARP, typedWords().slice(1), BEYOND_SENDING);

if (read !== undefined) runProgram({run: async () => garp(read())});

/** The program to run instead if this one does not accept what was typed. */
export const instead: Bundle | undefined = read === undefined ? 'announce' : undefined;
