// The packages installed here.
import {existsSync, realpathSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {readJson} from './read-json.js';

/**
 * Where Node would find a package: in the nearest node_modules that has it.
 * @param {string} from
 * @param {string} name
 */
export function resolvePackage(from, name) {
  for (let directory = from; directory !== dirname(directory); directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  throw new Error(`${name}: not installed for ${from}`);
}

/**
 * Packages and everything they depend on to run, each once.
 * @param {readonly string[]} directories the packages' directories
 * @returns {Map<string, {directory: string, manifest: any}>} by name
 */
export function withDependencies(directories) {
  const found = new Map();
  const visit = (/** @type {string} */ directory) => {
    const manifest = readJson(join(directory, 'package.json'));
    if (found.has(manifest.name)) return;
    found.set(manifest.name, {directory, manifest});
    for (const need of Object.keys(manifest.dependencies ?? {})) visit(resolvePackage(directory, need));
  };
  for (const directory of directories) visit(directory);
  return found;
}
