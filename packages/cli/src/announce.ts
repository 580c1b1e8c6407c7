/**
 * The program for notify scripts, in a file of its own: with all commands, reading the text and V8's code cache took a quarter of the
 * whole time of `vip garp`.
 *
 * @module
 */

import {loadAnnouncing} from './actions/announcing.js';
import {runApart} from './run-apart.js';

runApart(loadAnnouncing);
