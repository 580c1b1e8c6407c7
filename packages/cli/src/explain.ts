/**
 * The program with the part of `vip explain` that reads files, in a file of its own: loading all commands took as long as reading a hundred
 * thousand frames.
 *
 * @module
 */

import {loadExplaining} from './actions/explaining.js';
import {runApart} from './run-apart.js';

runApart(loadExplaining);
