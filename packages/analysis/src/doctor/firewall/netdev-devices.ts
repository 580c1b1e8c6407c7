/**
 * @module
 */

import type {Ruleset} from './ruleset.js';

/** Whether there is a chain whose device is unknown. */
export function lacksDevices({baseChains}: Ruleset): boolean {
  return baseChains.some(({family, device}) => family === 'netdev' && device === undefined);
}

/**
 * nft 1.0.6 omits the device of a chain from its JSON but prints it in its text.
 *
 * @param text of `nft list ruleset`
 */
export function withDevices(ruleset: Ruleset, text: string): Ruleset {
  const devices = new Map<string, string>();
  let table = '';
  let chain = '';
  for (const line of text.split('\n')) {
    table = /^table (\S+ \S+) \{/.exec(line)?.[1] ?? table;
    chain = /^\tchain (\S+) \{/.exec(line)?.[1] ?? chain;
    const device = /\bdevice "?([^" ;]+)"?/.exec(line)?.[1];
    if (device !== undefined) devices.set(`${table} ${chain}`, device);
  }
  const baseChains = ruleset.baseChains.map(each => ({
    ...each,
    device: each.device ?? devices.get(`${each.family} ${each.table} ${each.name}`),
  }));
  return {...ruleset, baseChains};
}
