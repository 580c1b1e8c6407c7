// The precompiled addons: where they are, which sources they were made from, and whether this checkout has the same.
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, realpathSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../bootstrap/checkout.js';
import {hashContents, listFiles} from '../bootstrap/stamp.js';

/**
 * @typedef {object} Addon
 * @property {string} name the name of its package
 * @property {string} neededBy our package that loads it
 * @property {string} compiled node-gyp's output, below the package
 */

/** @type {readonly Addon[]} */
export const ADDONS = [
  {name: 'cap', neededBy: 'packages/arp', compiled: 'build/Release/cap.node'},
  {name: 'raw-socket', neededBy: 'packages/core', compiled: 'build/Release/raw.node'},
];

/**
 * @typedef {object} Manifest
 * @property {string} sources a digest of what the addons were compiled from
 * @property {string} libpcap the version inside `cap`
 * @property {string} glibc the oldest glibc that has every symbol; empty with musl
 * @property {Record<string, string>} files SHA-256, in hexadecimal, by name
 */

/** The kind of the machine, such as `linux-x64-glibc`, for which an addon is compiled in addition to Node's ABI. */
export function machine() {
  const report = /** @type {any} */ (process.report.getReport());
  const libc = report.header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  return `${process.platform}-${process.arch}-${libc}`;
}

/** In the checkout by default; git ignores it. */
export const prebuilds = process.env.VIP_PREBUILDS ?? join(root, 'prebuilds');

/**
 * @param {string} addon
 * @param {string} abi Node's ABI, `process.versions.modules`
 * @param {string} [kind]
 */
export function prebuiltName(addon, abi, kind = machine()) {
  return `${kind}/${addon}-${abi}.node`;
}

/** @param {string} [kind] */
export function manifestPath(kind = machine()) {
  return join(prebuilds, kind, 'prebuilds.json');
}

/** @param {Addon} addon */
export function addonSource(addon) {
  return realpathSync(join(root, addon.neededBy, 'node_modules', addon.name));
}

/** @param {Addon} addon */
export function nanSource(addon) {
  return realpathSync(join(addonSource(addon), '../nan'));
}

/** Entries of a package that are not its sources, or are made from them here. */
const LEFT_OUT = new Set(['build', 'node_modules', 'deps', 'test', 'example', 'appveyor.yml']);

/**
 * Whether a file or directory directly in a package is one of its sources.
 * @param {string} name
 */
export function isSource(name) {
  return !LEFT_OUT.has(name);
}

/** A digest of everything the addons are compiled from: their sources, with our patch, and those of `nan`. */
export function sourcesDigest() {
  const directories = ADDONS.flatMap(addon => [addonSource(addon), nanSource(addon)]);
  return directories.map(digestOf).join(' ');
}

/** @param {string} directory */
function digestOf(directory) {
  const names = readdirSync(directory).filter(isSource).sort();
  return hashContents(directory, listFiles(directory, names)).slice(0, 16);
}

/**
 * The addons that fit this Node and the packages installed here, complete and unchanged.
 * @returns {Map<string, string> | undefined} files by addon; undefined unless there is one for each
 */
export function fittingPrebuilds() {
  const manifest = readManifest();
  if (manifest === undefined || manifest.sources !== sourcesDigest()) return undefined;
  const found = new Map();
  for (const {name} of ADDONS) {
    const relative = prebuiltName(name, process.versions.modules);
    const file = join(prebuilds, relative);
    const wanted = manifest.files[relative];
    if (wanted === undefined || !existsSync(file) || sha256(file) !== wanted) return undefined;
    found.set(name, file);
  }
  return found;
}

/** Whether there are any for this Node and kind of machine, whatever their sources. */
export function hasPrebuilds() {
  const files = readManifest()?.files ?? {};
  return ADDONS.every(({name}) => prebuiltName(name, process.versions.modules) in files);
}

/**
 * @param {string} [kind]
 * @returns {Manifest | undefined}
 */
export function readManifest(kind = machine()) {
  try {
    return JSON.parse(readFileSync(manifestPath(kind), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} file */
export function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
