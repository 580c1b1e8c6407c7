/**
 * Where our own programs are: what must be visible where strangers' programs run, so that an agent can run beside them.
 *
 * @module
 */

import {existsSync, realpathSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Node's own directory, and that of this program with the packages that it needs. */
export function programDirectories(): string[] {
  const node = dirname(dirname(realpathSync(process.execPath)));
  return [node, packagesAround(realpathSync(fileURLToPath(import.meta.url)))].filter(path => path !== '/usr');
}

/** The outermost `node_modules` that contains the file; the workspace of a checkout; or the package itself. */
function packagesAround(file: string): string {
  const [before, after] = file.split('/node_modules/', 2);
  if (after !== undefined) return `${before}/node_modules`;
  const all = ancestors(file);
  const workspace = all.find(path => existsSync(join(path, 'pnpm-workspace.yaml')));
  return workspace ?? all.find(path => existsSync(join(path, 'package.json'))) ?? dirname(file);
}

/** The nearest first. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
