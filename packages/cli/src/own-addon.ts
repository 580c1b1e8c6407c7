/**
 * The addon `cap` as the bundles load it, in place of `load-addon.ts` of `@vip/arp`: from its place in a checkout or in a published package.
 * Having Node search for the package and its dependencies takes three times as long as loading the addon.
 *
 * @module
 */

import {EventEmitter} from 'node:events';
import {existsSync} from 'node:fs';

declare const require: NodeJS.Require;

/** A prebuilt addon comes first: where it fits, none was compiled. */
const FILES = [
  `prebuilds/${process.platform}-${process.arch}-glibc/cap-${process.versions.modules}.node`,
  'build/Release/cap.node',
];

export function loadAddon(): unknown {
  const file = FILES.map(each => `${import.meta.dirname}/../node_modules/cap/${each}`).find(existsSync);
  try {
    if (file !== undefined) return openAddon(file);
  } catch {
    // The package knows further places, and reports why none fits.
  }
  return require('cap');
}

/** Makes of the addon what the package's lib/Cap.js does. */
function openAddon(file: string): unknown {
  const module = {exports: {} as {Cap: {prototype: object}}};
  process.dlopen(module, file);
  const {Cap, ...functions} = module.exports;
  Object.setPrototypeOf(Cap.prototype, EventEmitter.prototype);
  return {Cap: Object.assign(Cap, functions)};
}
