// The addons inside a tarball: patched, as sources, and precompiled if `npm run prebuilds` has done so.
//
// Two parts of this workspace would not reach those who install a package from outside: the patch for `cap`, and the newer `nan` with which
// both addons compile. So the addons are bundled (`bundleDependencies`).
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {root} from '../bootstrap/checkout.js';
import {listFiles} from '../bootstrap/stamp.js';
import {
  ADDONS,
  addonSource,
  isSource,
  nanSource,
  prebuilds,
  readManifest,
  sourcesDigest,
} from '../prebuilt/place.js';
import {readJson} from './read-json.js';

const LOADER = join(root, 'scripts/pack/prebuilt.cjs');

/**
 * Puts the addons that a package depends on into its stage.
 * @param {Record<string, string>} dependencies the package's dependencies
 * @param {string} stage
 * @returns {{dependencies: Record<string, string>, bundleDependencies?: string[]}} for its package.json, besides the rest
 */
export function carryAddons(dependencies, stage) {
  const addons = ADDONS.filter(({name}) => name in dependencies);
  if (addons[0] === undefined) return {dependencies: {}};
  for (const addon of addons) carryAddon(addon, stage);
  copySources(nanSource(addons[0]), join(stage, 'node_modules/nan'));
  return {dependencies: {nan: nanRange()}, bundleDependencies: [...addons.map(({name}) => name), 'nan']};
}

/**
 * @param {import('../prebuilt/place.js').Addon} addon
 * @param {string} stage
 */
function carryAddon(addon, stage) {
  const to = join(stage, 'node_modules', addon.name);
  copySources(addonSource(addon), to);
  cpSync(LOADER, join(to, 'prebuilt.cjs'));
  loadThroughLoader(addon, to);
  carryPrebuilds(addon, to);
  const path = join(to, 'package.json');
  const own = readJson(path);
  // Its own range may name a `nan` that does not compile, so the one beside it is used.
  if (own.dependencies?.nan !== undefined) own.dependencies.nan = nanRange();
  own.scripts = {install: 'node prebuilt.cjs --is-there || node-gyp rebuild'};
  own.compiled = addon.compiled;
  writeFileSync(path, `${JSON.stringify(own, null, 2)}\n`);
}

/**
 * Copies a package without the files compiled here.
 * @param {string} from
 * @param {string} to
 */
function copySources(from, to) {
  cpSync(from, to, {recursive: true, filter: file => isSource(relative(from, file))});
}

/**
 * Makes the addon's script use the loader instead of loading node-gyp's output directly.
 * @param {import('../prebuilt/place.js').Addon} addon
 * @param {string} directory
 */
function loadThroughLoader(addon, directory) {
  const loads = new RegExp(`require ?\\(['"](?:\\.{1,2}/)+${addon.compiled}['"]\\)`);
  const scripts = listFiles(directory, ['.']).filter(file => file.endsWith('.js'));
  const found = scripts.filter(file => loads.test(readFileSync(join(directory, file), 'utf8')));
  const [script] = found;
  if (script === undefined || found.length > 1)
    throw new Error(`${addon.name}: expected one script that loads ${addon.compiled}, got ${found.length}`);
  const path = join(directory, script);
  const loader = relative(dirname(path), join(directory, 'prebuilt.cjs'));
  const asked = `require('${loader.startsWith('.') ? loader : `./${loader}`}')`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(loads, asked));
}

/**
 * @param {import('../prebuilt/place.js').Addon} addon
 * @param {string} directory
 */
function carryPrebuilds(addon, directory) {
  for (const kind of usableKinds()) {
    const target = join(directory, 'prebuilds', kind);
    mkdirSync(target, {recursive: true});
    for (const file of readdirSync(join(prebuilds, kind))) {
      if (file.startsWith(`${addon.name}-`)) cpSync(join(prebuilds, kind, file), join(target, file));
    }
    if (addon.name === 'cap')
      cpSync(join(prebuilds, kind, 'LICENSE.libpcap'), join(target, 'LICENSE.libpcap'));
  }
}

/** The kinds of machine for which there are addons of exactly these sources. */
export function usableKinds() {
  if (!existsSync(prebuilds)) return [];
  return readdirSync(prebuilds).filter(kind => readManifest(kind)?.sources === sourcesDigest());
}

/** The range with which the workspace overrides `nan`. */
function nanRange() {
  const [, range] = /^ {2}nan: (\S+)$/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) ?? [];
  if (range === undefined) throw new Error('pnpm-workspace.yaml does not override nan');
  return range;
}
