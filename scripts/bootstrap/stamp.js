// Whether work has been done: its inputs have the same contents, and its outputs exist.
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/**
 * Every file below the given files and directories, in a stable order; none for paths that do not exist.
 * @param {string} base
 * @param {readonly string[]} paths relative to `base`
 * @param {(path: string, name: string) => boolean} [enter] which entries to consider
 * @returns {string[]} relative to `base`
 */
export function listFiles(base, paths, enter = () => true) {
  return paths.flatMap(path => {
    const stat = statSync(join(base, path), {throwIfNoEntry: false});
    if (stat === undefined) return [];
    if (!stat.isDirectory()) return [path];
    const inside = readdirSync(join(base, path)).filter(name => enter(path, name));
    return listFiles(
      base,
      inside.sort().map(name => `${path}/${name}`),
      enter,
    );
  });
}

/**
 * A digest of files' names and contents, and of further facts.
 * @param {string} base
 * @param {readonly string[]} files
 * @param {readonly string[]} [facts]
 */
export function hashContents(base, files, facts = []) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const file of files) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(join(base, file)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/**
 * A digest of files' names, sizes and times: shows that another program wrote or removed them, without reading them.
 * @param {string} base
 * @param {readonly string[]} files
 */
export function hashStats(base, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const {size, mtimeMs} = statSync(join(base, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/** @param {string} path */
export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Writes a stamp as a whole or not at all.
 * @param {string} path
 * @param {string} content
 */
export function writeStamp(path, content) {
  mkdirSync(dirname(path), {recursive: true});
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
