/**
 * The filter of a watch.
 *
 * @module
 */

import {explainFilter} from '@vip/core/internal/capture';
import type {WatchCommandOptions} from '../grammar/watch.js';
import {watchedAddresses} from '../options/watching.js';

/** How many addresses fit into the kernel's filter; with more, everything is read. */
const MOST_FILTERED = 64;

/** Without a list that may be reloaded, because the filter cannot change. */
export function filterFor({ip}: WatchCommandOptions): string {
  const mayChange = ip?.some(text => text.startsWith('@')) ?? false;
  const ips = ip === undefined || mayChange ? [] : watchedAddresses(ip);
  return explainFilter(ips.length > MOST_FILTERED ? [] : ips);
}
