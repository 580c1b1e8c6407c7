/**
 * Did the script end as it should?
 *
 * @module
 */

import type {CheckKind} from './check.js';

export const script: CheckKind = {
  name: 'script',
  means: 'whether the script ended by itself, in its time, with exit status 0',
  keys: {},
  expects: () => 'the script ends with exit status 0',
  nodes: () => [],
  judge: (_, {script: {isFine, how}}) => ({held: isFine, found: how}),
};
