/**
 * The program with what of `vip garp` only sends, in a file of its own: clients wait for it, and with the rest of what a notify script calls
 * it took twice as long to load.
 *
 * @module
 */

import {loadSending} from './actions/sending.js';
import {runApart} from './run-apart.js';

runApart(loadSending);
