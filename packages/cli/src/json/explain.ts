/**
 * @module
 */

import {EXPLAINED_CAPTURE, EXPLANATION, FINDING, PLACES} from '@vip/analysis/internal/schema';
import type {PrintingCommand} from './printed.js';

export const EXPLAIN_JSON: PrintingCommand = {
  command: 'vip explain --json',
  about: '',
  objects: [
    {kind: 'explanation', means: 'what happened to an address', shape: EXPLANATION},
    {kind: 'summary', means: 'printed last: the capture as a whole', shape: EXPLAINED_CAPTURE},
    {kind: 'places', means: 'for several captures: their clocks, and what did not arrive', shape: PLACES},
    {
      kind: 'finding',
      means: 'for several captures, if some have nothing in common with the others',
      shape: FINDING,
    },
  ],
};
