/**
 * The active node's interface goes down, and stays down.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {setLink} from './shared/link-state.js';

export const linkDown = {
  name: 'link-down',
  means: "the active node's interface goes down",
  oldHolder: 'releases',
  predicted: {event: 'interface-down'},
  ready: bench => () => setLink(bench, 'down'),
} as const satisfies FaultKind;
