/**
 * What the TCP sessions of a trial do.
 *
 * @module
 */

import {SESSION_USE_NAMES} from '../../sessions/uses.js';
import {wordsOf} from '../shape.js';

export const SESSION_USE = wordsOf(SESSION_USE_NAMES);
