/**
 * @module
 */

import {EXPLAINED_CAPTURE, EXPLANATION} from '@vip/analysis/schema';
import type {PrintingCommand} from './printed.js';

export const EXPLAIN: PrintingCommand = {
  command: 'vip explain --json',
  about: '',
  objects: [
    {kind: 'explanation', means: 'what happened to an address', shape: EXPLANATION},
    {kind: 'summary', means: 'the last: the capture as a whole', shape: EXPLAINED_CAPTURE},
  ],
};
