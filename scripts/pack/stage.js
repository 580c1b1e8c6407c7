// A package as it is published, laid out in a directory: npm packs it, and the archive contains it.
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../bootstrap/checkout.js';
import {listFiles} from '../bootstrap/stamp.js';
import {CONDITION} from '../bundle/condition.js';
import {bundleForUsers} from '../bundle/library.js';
import {ADDONS} from '../prebuilt/place.js';
import {carryAddons} from './addons.js';
import {resolvePackage, withDependencies} from './installed.js';

/**
 * Whether a package cannot be bundled; all other dependencies of the program are in its bundle.
 * @param {string} name
 */
const isAddon = name => ADDONS.some(addon => addon.name === name);

/** Makes the program's code cache for the Node that installs it. If npm runs no scripts, `vip` starts more slowly, and is otherwise the same. */
const WARM = 'node dist/warm.js >/dev/null || true';

/**
 * Whether a file is of use only in this checkout: V8's cache for our Node, TypeScript's build info, maps to sources that stay here.
 * @param {string} file
 */
const staysHere = file => /\.(?:cache|tsbuildinfo|map)$/.test(file);

/**
 * @param {string} name the name of its directory
 * @param {any} own its package.json
 * @param {string} stage an empty directory
 */
export async function stagePackage(name, own, stage) {
  const source = join(root, 'packages', name);
  for (const file of ['dist', 'README.md'])
    cpSync(join(source, file), join(stage, file), {recursive: true, filter: path => !staysHere(path)});
  forgetMaps(stage);
  if (name !== 'cli') await bundleForUsers(stage, own);
  cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
  const carried = carryAddons(own.dependencies, stage);
  const others = name === 'cli' ? [] : carryOthers(source, own, stage);
  const text = JSON.stringify(manifest(name, own, carried, others), null, 2);
  writeFileSync(join(stage, 'package.json'), text);
}

/**
 * Includes its other dependencies as well, so that a tarball can be installed without a registry.
 * @param {string} source
 * @param {any} own
 * @param {string} stage
 * @returns {string[]} their names
 */
function carryOthers(source, own, stage) {
  const names = Object.keys(own.dependencies).filter(name => !name.startsWith('@vip/') && !isAddon(name));
  const found = withDependencies(names.map(name => resolvePackage(source, name)));
  for (const [name, {directory}] of found) {
    const isTheirs = (/** @type {string} */ path) => !path.slice(directory.length).includes('/node_modules');
    cpSync(directory, join(stage, 'node_modules', name), {recursive: true, filter: isTheirs});
  }
  return [...found.keys()];
}

/**
 * Removes the last line of each script, which names its missing map.
 * @param {string} stage
 */
function forgetMaps(stage) {
  for (const file of listFiles(stage, ['dist'])) {
    if (!file.endsWith('.js')) continue;
    const path = join(stage, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
  }
}

/**
 * @param {string} name
 * @param {any} own
 * @param {ReturnType<typeof carryAddons>} carried
 * @param {readonly string[]} others further packages that are included
 */
function manifest(name, own, carried, others) {
  const bundled = [...(carried.bundleDependencies ?? []), ...others];
  const dependencies = Object.fromEntries(
    Object.entries(own.dependencies)
      .filter(([dependency]) => name !== 'cli' || isAddon(dependency))
      .map(([dependency, range]) => [dependency, range === 'workspace:*' ? own.version : range]),
  );
  const {exports: doors, ...rest} = own;
  return {
    ...rest,
    // The program's only entry is its bin; a library's entries are the same as here.
    ...(name === 'cli' ? {scripts: {postinstall: WARM}} : {exports: publicDoors(doors)}),
    dependencies: {...dependencies, ...carried.dependencies},
    ...(bundled.length === 0 ? {} : {bundleDependencies: bundled}),
  };
}

/**
 * What is published has been bundled already, under the name of what was compiled.
 * @param {Record<string, Record<string, string>>} doors
 */
function publicDoors(doors) {
  return Object.fromEntries(
    Object.entries(doors).map(([door, {[CONDITION]: _, ...conditions}]) => [door, conditions]),
  );
}
