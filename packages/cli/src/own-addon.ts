/**
 * The addon `cap` as the bundles load it, in place of `load-addon.ts` of `@vip/arp`: from its place in a checkout or in a published package.
 * Letting Node search for the package, and for what that loads in turn, takes three times as long as loading the addon.
 *
 * @module
 */

import {EventEmitter} from 'node:events';
import {existsSync} from 'node:fs';

declare const require: NodeJS.Require;

/** What was compiled in advance comes first: nothing else was compiled where it fits. */
const FILES = [
  `prebuilds/${process.platform}-${process.arch}-glibc/cap-${process.versions.modules}.node`,
  'build/Release/cap.node',
];

export function loadAddon(): unknown {
  const file = FILES.map(each => `${import.meta.dirname}/../node_modules/cap/${each}`).find(existsSync);
  try {
    if (file !== undefined) return openAddon(file);
  } catch {
    // The package knows other kinds, and says why none fits.
  }
  return require('cap');
}

/** As lib/Cap.js of the package makes it of the addon. */
function openAddon(file: string): unknown {
  const module = {exports: {} as {Cap: {prototype: object}}};
  process.dlopen(module, file);
  const {Cap, ...functions} = module.exports;
  Object.setPrototypeOf(Cap.prototype, EventEmitter.prototype);
  return {Cap: Object.assign(Cap, functions)};
}
