/**
 * The program with `vip audit`, in a file of its own: with all commands, reading the text and V8's code cache took as long as judging
 * two thousand lines.
 *
 * @module
 */

import {loadAuditing} from './actions/auditing.js';
import {runApart} from './run-apart.js';

runApart(loadAuditing);
