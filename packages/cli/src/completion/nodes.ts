/**
 * The nodes of a lab, by name.
 *
 * @module
 */

import {DEFAULT_SETTINGS} from '@vip/analysis';
import {HOST, hermeticTopology} from '@vip/core';

/** The machine's own side first; then those of the lab's plan. */
export const NODES: readonly string[] = [HOST, ...hermeticTopology({settings: DEFAULT_SETTINGS}).nodes];
