/**
 * The program with what a notify script calls, in a file of its own: with all commands, reading the text and V8's code cache took a
 * quarter of what `vip garp` takes in all.
 *
 * @module
 */

import {loadAnnouncing} from './actions/announcing.js';
import {runApart} from './run-apart.js';

runApart(loadAnnouncing);
