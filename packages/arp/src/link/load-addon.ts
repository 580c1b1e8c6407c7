/**
 * Loads the addon as its package does. The bundles of the command line have another file in place of this one.
 *
 * @module
 */

import {createRequire} from 'node:module';

export function loadAddon(): unknown {
  return createRequire(import.meta.url)('cap');
}
