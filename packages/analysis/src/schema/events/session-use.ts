/**
 * What the TCP sessions of a trial do.
 *
 * @module
 */

import {wordsOf} from '../shape.js';

export const SESSION_USE = wordsOf('idle', 'read', 'write', 'request', 'connect', 'fetch');
