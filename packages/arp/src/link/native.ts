/**
 * The native part, loaded by the first call and not by the import: `vip --help` works without it. The only file that
 * imports `cap`.
 *
 * @module
 */

import type {Cap, CapInterface} from 'cap';
import {VipError} from '../wire/errors.js';
import {loadAddon} from './load-addon.js';

export type {Cap, CapInterface};

let loaded: typeof Cap | undefined;

/** Undefined until the first call that needs it. */
export function loadedCap(): typeof Cap | undefined {
  return loaded;
}

/** @throws VipError `NOT_POSSIBLE` if libpcap is missing */
export function loadCap(): typeof Cap {
  if (loaded === undefined) {
    try {
      loaded = (loadAddon() as {Cap: typeof Cap}).Cap;
    } catch (cause) {
      const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0];
      const remedy = 'install libpcap, then npm start';
      throw new VipError('NOT_POSSIBLE', `link: cannot load libpcap: ${reason} (${remedy})`, {cause});
    }
  }
  return loaded;
}
