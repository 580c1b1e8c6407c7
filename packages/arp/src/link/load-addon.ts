/**
 * The addon as its package loads it. In the bundles of the command line another file stands for this one.
 *
 * @module
 */

import {createRequire} from 'node:module';

export function loadAddon(): unknown {
  return createRequire(import.meta.url)('cap');
}
